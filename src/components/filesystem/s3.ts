import { RefusedError } from '../../base/errors.ts';
import { text } from '../../base/values.ts';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import type { ClusterAddresses, S3CredentialsFrom } from '../../target/addresses.ts';
import { secretReference } from '../../target/secret-reference.ts';
import type { Word } from '../words.ts';
import { filesystemKind } from './filesystem.ts';

type S3 = NonNullable<ClusterAddresses['s3']>;

/** A key of the store: as declared, or the cluster's own secret where it names its store's users by secrets. */
const credential = (
  name: string,
  key: string,
  isClusters: (from: S3CredentialsFrom, ownKey: boolean) => boolean,
): Word => ({
  schema: { type: 'string', description: `A \${secret:NAME}; default: ${name} of the cluster.` },
  secret: { keys: [key] },
  config: (value, { cluster, declaration: { words } }) => {
    const own = text(value);
    if (own !== undefined) return { [key]: own };
    const clusters = isClusters(cluster.s3?.credentials ?? 'keys', text(words.accessKey) !== undefined);
    return clusters ? { [key]: secretReference(cluster.secrets, name) } : {};
  },
});

/** Objects in S3, each record in them exactly once. */
export const s3 = filesystemKind({
  name: 's3',
  description: 'Objects in S3, each record in them exactly once.',
  path: {
    title: 'a prefix such as archive/clicks',
    description: 'Prefix in the bucket, such as archive/clicks.',
    pattern: '^/?[^/](.*[^/])?$',
  },
  words: {
    bucket: {
      schema: {
        type: 'string',
        pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
        title: "a bucket's name",
        description: "Default: the cluster's.",
      },
    },
    accessKey: credential('S3_ACCESS_KEY', 's3.access.key', (from) => from !== 'chain'),
    secretKey: credential('S3_SECRET_KEY', 's3.secret.key', (from) => from !== 'chain'),
    sessionToken: credential('S3_SESSION_TOKEN', 's3.session.token', (from, ownKey) => from === 'session' && !ownKey),
  },
  needs: ['s3'],
  config: ({ declaration, cluster, connector }) => {
    if (cluster.s3 === undefined) {
      throw new RefusedError(`Cluster ${cluster.name} has no S3`, {
        where: connector,
        hint: 'Start it with `pipeline up --with s3`, or add `s3` to the cluster’s file.',
      });
    }
    const { words } = declaration;
    const { endpoint, region, bucket, pathStyle } = cluster.s3;
    return {
      path: `s3a://${text(words.bucket) ?? bucket}/${(text(words.path) ?? '').replace(/^\//, '')}`,
      's3.endpoint': endpoint,
      's3.region': region,
      's3.path.style': String(pathStyle),
      ...roleOf(cluster.s3),
      ...encryptionOf(cluster.s3),
    };
  },
});

function roleOf({ role }: S3): ConnectorConfig {
  if (role === undefined) return {};
  return {
    's3.role.arn': role.arn,
    's3.role.session': role.session ?? 'pipeline',
    ...(role.externalId !== undefined && { 's3.role.external.id': role.externalId }),
    ...(role.endpoint !== undefined && { 's3.role.endpoint': role.endpoint }),
  };
}

function encryptionOf({ encryption }: S3): ConnectorConfig {
  if (encryption === undefined) return {};
  return {
    's3.encryption': encryption.algorithm,
    ...(encryption.key !== undefined && { 's3.encryption.key': encryption.key }),
  };
}
