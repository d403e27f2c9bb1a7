import { RefusedError } from '../../base/errors.ts';
import { text } from '../../base/values.ts';
import { secretReference } from '../../target/secret-reference.ts';
import { filesystemKind } from './filesystem.ts';

/** Objects in S3, each record in them exactly once. */
export const s3 = filesystemKind({
  name: 's3',
  description: 'Objects in S3, each record in them exactly once.',
  path: {
    title: 'a prefix such as archive/clicks',
    description: 'Prefix in the bucket, such as archive/clicks.',
    pattern: '^/?[^/](.*[^/])?$',
  },
  properties: {
    bucket: {
      type: 'string',
      pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
      title: "a bucket's name",
      description: "Default: the cluster's.",
    },
    accessKey: { type: 'string', description: 'A ${secret:NAME}; default: S3_ACCESS_KEY of the cluster.' },
    secretKey: { type: 'string', description: 'A ${secret:NAME}; default: S3_SECRET_KEY of the cluster.' },
  },
  secretKeys: ['s3.access.key', 's3.secret.key'],
  secretWords: ['accessKey', 'secretKey'],
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
    const secret = (name: string) => secretReference(cluster.secrets, name);
    return {
      path: `s3a://${text(words.bucket) ?? bucket}/${(text(words.path) ?? '').replace(/^\//, '')}`,
      's3.endpoint': endpoint,
      's3.region': region,
      's3.path.style': String(pathStyle),
      's3.access.key': text(words.accessKey) ?? secret('S3_ACCESS_KEY'),
      's3.secret.key': text(words.secretKey) ?? secret('S3_SECRET_KEY'),
    };
  },
});
