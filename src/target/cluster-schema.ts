import { authentication, sasl } from './authentication-schema.ts';
import { hdfs } from './hdfs-schema.ts';
import { address, count, object, text, texts, titled } from './schema-parts.ts';

const services = {
  connect: object(['url'], {
    url: address,
    others: { type: 'array', items: address },
    authority: text,
    authentication,
  }),
  kafka: object(['bootstrapServers'], {
    bootstrapServers: titled('a list such as host:9092,other:9092', '[^\\s,/:]+:\\d+(,[^\\s,/:]+:\\d+)*'),
    ssl: { anyOf: [{ type: 'boolean' }, object([], { authority: text, certificate: text, key: text })] },
    sasl,
  }),
  hdfs,
  yarn: object(['resourceManager', 'web'], {
    resourceManager: titled('an address such as host:8032', '[^\\s,/:]+:\\d+'),
    web: address,
    localWeb: address,
    configuration: text,
  }),
  s3: object(['endpoint', 'bucket'], {
    endpoint: address,
    localEndpoint: address,
    region: text,
    bucket: text,
    pathStyle: { type: 'boolean' },
    credentialsFile: text,
    credentials: { enum: ['keys', 'session', 'chain'] },
    role: object(['arn'], {
      arn: titled('a role such as arn:aws:iam::123456789012:role/NAME', 'arn:[^:\\s]+:iam::\\d*:role/\\S+'),
      externalId: text,
      session: titled('letters, digits and =,.@-_', '[\\w+=,.@-]{2,64}'),
      endpoint: address,
    }),
    encryption: object(['algorithm'], { algorithm: { enum: ['AES256', 'aws:kms'] }, key: text }),
  }),
  postgres: object(['address'], {
    address: titled('an address such as host:5432', '[^\\s,/:]+:\\d+'),
    localAddress: titled('an address such as host:5432', '[^\\s,/:]+:\\d+'),
    credentialsFile: text,
  }),
  registry: {
    ...object(['url'], { url: address, localUrl: address, username: text, passwordSecret: text }),
    dependentRequired: { username: ['passwordSecret'], passwordSecret: ['username'] },
  },
  services: texts,
  secrets: object(['provider', 'path'], { provider: text, path: text, localFile: text }),
};

const common = {
  defaults: object([], { partitions: count, replication: count }),
  vars: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
};

/** Of config/clusters/embedded.yaml: its addresses are in `.pipeline/cluster.json`. */
export const embeddedSchema = object([], common);

/** Of every other config/clusters/NAME.yaml. */
export const clusterSchema = object(['connect', 'kafka'], {
  compose: object(['file', 'tool', 'inside'], { file: text, tool: text, inside: text }),
  ...services,
  ...common,
});

/** Pointers to what must not stand in a file in plain text. */
export const credentials: readonly (readonly string[])[] = [
  ['connect', 'authentication', 'password'],
  ['connect', 'authentication', 'token'],
  ['kafka', 'sasl', 'password'],
  ['kafka', 'sasl', 'clientSecret'],
];
