import { readPem } from '../../../base/read-pem.ts';
import type { ClusterAddresses, KafkaOAuth } from '../../../target/addresses.ts';

type Settings = Readonly<Record<string, string>>;

/**
 * Settings of Kafka's Java clients; those of `secret` are told to the driver by its environment, and stand in no file.
 */
export interface KafkaSettings {
  readonly open: Settings;
  readonly secret: Settings;
}

/** The variable that carries the secret ones, as JSON. */
export const KAFKA_SECRETS = 'PIPELINE_KAFKA_SECRETS';

/**
 * What reaches a cluster's Kafka with its encryption and authentication, from any machine: certificates by their
 * content.
 */
export function kafkaSettings({ bootstrapServers, ssl, sasl }: ClusterAddresses['kafka']): KafkaSettings {
  const { authority, certificate, key } = typeof ssl === 'object' ? ssl : {};
  const encrypted = ssl !== undefined && ssl !== false;
  const protocol = `${sasl === undefined ? '' : 'SASL_'}${encrypted ? 'SSL' : 'PLAINTEXT'}`;
  return {
    open: {
      'bootstrap.servers': bootstrapServers,
      ...(protocol === 'PLAINTEXT' ? {} : { 'security.protocol': protocol }),
      ...(sasl === undefined ? {} : { 'sasl.mechanism': sasl.mechanism.toUpperCase() }),
      ...(sasl?.mechanism === 'oauthbearer' ? tokensOf(sasl) : {}),
      ...(authority === undefined
        ? {}
        : { 'ssl.truststore.type': 'PEM', 'ssl.truststore.certificates': pem(authority) }),
      ...(certificate === undefined
        ? {}
        : { 'ssl.keystore.type': 'PEM', 'ssl.keystore.certificate.chain': pem(certificate) }),
    },
    secret: {
      ...(sasl === undefined ? {} : { 'sasl.jaas.config': login(sasl) }),
      ...(key === undefined ? {} : { 'ssl.keystore.key': pem(key) }),
    },
  };
}

const security = 'org.apache.kafka.common.security';

const tokensOf = ({ tokenEndpoint }: KafkaOAuth): Settings => ({
  'sasl.login.callback.handler.class': `${security}.oauthbearer.OAuthBearerLoginCallbackHandler`,
  'sasl.oauthbearer.token.endpoint.url': tokenEndpoint,
});

/** Kafka's clients ask only those addresses for tokens that their process was started with. */
export const allowedAddresses = ({ sasl }: ClusterAddresses['kafka']): readonly string[] =>
  sasl?.mechanism === 'oauthbearer' ? [`-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${sasl.tokenEndpoint}`] : [];

function login(sasl: NonNullable<ClusterAddresses['kafka']['sasl']>): string {
  switch (sasl.mechanism) {
    case 'oauthbearer': {
      const { clientId, clientSecret, scope, authority } = sasl;
      const trust =
        authority === undefined ? {} : { 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': authority };
      return jaas('oauthbearer.OAuthBearerLoginModule', { clientId, clientSecret, ...(scope && { scope }), ...trust });
    }
    case 'plain':
      return jaas('plain.PlainLoginModule', { username: sasl.username, password: sasl.password });
    case 'scram-sha-256':
    case 'scram-sha-512':
      return jaas('scram.ScramLoginModule', { username: sasl.username, password: sasl.password });
  }
}

function jaas(module: string, words: Settings): string {
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const list = Object.entries(words).map(([word, value]) => `${word}=${quoted(value)}`);
  return `${security}.${module} required ${list.join(' ')};`;
}

const pem = (file: string): string => readPem(file, 'kafka.ssl').toString();
