import { readFileSync } from 'node:fs';
import { systemError } from '../../../base/system-error.ts';
import type { ClusterAddresses } from '../../../target/addresses.ts';

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
      ...(authority === undefined
        ? {}
        : { 'ssl.truststore.type': 'PEM', 'ssl.truststore.certificates': readPem(authority) }),
      ...(certificate === undefined
        ? {}
        : { 'ssl.keystore.type': 'PEM', 'ssl.keystore.certificate.chain': readPem(certificate) }),
    },
    secret: {
      ...(sasl === undefined ? {} : { 'sasl.jaas.config': login(sasl) }),
      ...(key === undefined ? {} : { 'ssl.keystore.key': readPem(key) }),
    },
  };
}

function login({ mechanism, username, password }: NonNullable<ClusterAddresses['kafka']['sasl']>): string {
  const [folder, module] = mechanism === 'plain' ? ['plain', 'PlainLoginModule'] : ['scram', 'ScramLoginModule'];
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const words = `username=${quoted(username)} password=${quoted(password)}`;
  return `org.apache.kafka.common.security.${folder}.${module} required ${words};`;
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw systemError(cause, `kafka.ssl, ${file}`) ?? cause;
  }
}
