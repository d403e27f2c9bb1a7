import { address, object, text, texts } from './schema-parts.ts';

/** Whom Connect is asked as. */
export const authentication = {
  type: 'object',
  required: ['type'],
  properties: { type: { enum: ['basic', 'bearer', 'headers', 'mtls'] } },
  allOf: [
    ['basic', object(['username', 'password'], { type: text, username: text, password: text })] as const,
    ['bearer', object(['token'], { type: text, token: text })] as const,
    ['headers', object(['headers'], { type: text, headers: texts })] as const,
    ['mtls', object(['certificate', 'key'], { type: text, certificate: text, key: text, authority: text })] as const,
  ].map(([type, schema]) => ({
    if: { required: ['type'], properties: { type: { const: type } } },
    // biome-ignore lint/suspicious/noThenProperty: `then` is JSON Schema's word
    then: schema,
  })),
};

const mechanism = { enum: ['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'] };

/** Whom Kafka is asked as. */
export const sasl = {
  type: 'object',
  required: ['mechanism'],
  properties: { mechanism },
  if: { required: ['mechanism'], properties: { mechanism: { const: 'oauthbearer' } } },
  // biome-ignore lint/suspicious/noThenProperty: `then` is JSON Schema's word
  then: object(['tokenEndpoint', 'clientId', 'clientSecret'], {
    mechanism,
    tokenEndpoint: address,
    clientId: text,
    clientSecret: text,
    scope: text,
    authority: text,
  }),
  else: object(['username', 'password'], { mechanism, username: text, password: text }),
};
