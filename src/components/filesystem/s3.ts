import { RefusedError } from '../../base/errors.ts';
import { text } from '../../base/values.ts';
import { secretReference } from '../../target/secret-reference.ts';
import type { Word } from '../words.ts';
import { filesystemKind } from './filesystem.ts';

/** A key of the store: as declared, or the cluster's own secret. */
const credential = (name: string, key: string): Word => ({
  schema: { type: 'string', description: `A \${secret:NAME}; default: ${name} of the cluster.` },
  secret: { keys: [key] },
  config: (value, { cluster }) => ({ [key]: text(value) ?? secretReference(cluster.secrets, name) }),
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
    accessKey: credential('S3_ACCESS_KEY', 's3.access.key'),
    secretKey: credential('S3_SECRET_KEY', 's3.secret.key'),
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
    };
  },
});
