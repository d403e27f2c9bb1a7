import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { allowedAddresses, kafkaSettings } from '../../../src/components/spark/run/kafka-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'pipeline-pem-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bootstrapServers = 'k:9092';

function pem(name: string): string {
  writeFileSync(join(folder, name), `content of ${name}`);
  return join(folder, name);
}

test('where Kafka wants nothing, nothing but its address is told', () => {
  expect(kafkaSettings({ bootstrapServers })).toEqual({ open: { 'bootstrap.servers': bootstrapServers }, secret: {} });
});

test('a password is a secret, and its quotes end nothing', () => {
  const sasl = { mechanism: 'scram-sha-256', username: 'u', password: 'a"b\\c' } as const;
  const { open, secret } = kafkaSettings({ bootstrapServers, ssl: true, sasl });
  expect(open).toMatchObject({ 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'SCRAM-SHA-256' });
  expect(JSON.stringify(open)).not.toContain('a"b');
  expect(secret['sasl.jaas.config']).toBe(
    'org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="a\\"b\\\\c";',
  );
});

test('certificates are told by their content, which other machines have not, and the key is a secret', () => {
  const ssl = { authority: pem('authority'), certificate: pem('certificate'), key: pem('key') };
  expect(kafkaSettings({ bootstrapServers, ssl })).toEqual({
    open: {
      'bootstrap.servers': bootstrapServers,
      'security.protocol': 'SSL',
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': 'content of authority',
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.certificate.chain': 'content of certificate',
    },
    secret: { 'ssl.keystore.key': 'content of key' },
  });
  expect(() => kafkaSettings({ bootstrapServers, ssl: { authority: join(folder, 'none') } })).toThrow('no such file');
});

test('tokens are asked for by the driver itself, and its secret is one', () => {
  const tokenEndpoint = 'https://id.invalid/token';
  const sasl = { mechanism: 'oauthbearer', tokenEndpoint, clientId: 'c', clientSecret: 's', scope: 'kafka' } as const;
  const { open, secret } = kafkaSettings({ bootstrapServers, ssl: true, sasl });
  expect(open).toMatchObject({
    'sasl.mechanism': 'OAUTHBEARER',
    'sasl.oauthbearer.token.endpoint.url': tokenEndpoint,
    'sasl.login.callback.handler.class': 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler',
  });
  expect(secret['sasl.jaas.config']).toContain('clientId="c" clientSecret="s" scope="kafka";');
  expect(allowedAddresses({ bootstrapServers, sasl })).toEqual([
    `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${tokenEndpoint}`,
  ]);
  expect(allowedAddresses({ bootstrapServers })).toEqual([]);
});
