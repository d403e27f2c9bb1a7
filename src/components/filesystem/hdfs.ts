import { RefusedError } from '../../base/errors.ts';
import { text } from '../../base/values.ts';
import { nameNodeKeys, nameNodeSettings } from '../../target/name-nodes.ts';
import { filesystemKind } from './filesystem.ts';

/** Files in HDFS, each record in them exactly once. */
export const hdfs = filesystemKind({
  name: 'hdfs',
  description: 'Files in HDFS, each record in them exactly once.',
  path: {
    title: 'a path from the root such as /data/clicks',
    description: 'Directory in HDFS, such as /data/clicks.',
    pattern: '^/.*[^/]$',
  },
  needs: ['hdfs'],
  owns: nameNodeKeys.map((key) => `hadoop.${key}`),
  config: ({ declaration, cluster, connector }) => {
    if (cluster.hdfs === undefined) {
      throw new RefusedError(`Cluster ${cluster.name} has no HDFS`, {
        where: connector,
        hint: 'Add `hdfs` to its file, or choose another cluster with --cluster.',
      });
    }
    const client = Object.entries(nameNodeSettings(cluster.hdfs)).map(([key, value]) => [`hadoop.${key}`, value]);
    return { path: `${cluster.hdfs.uri}${text(declaration.words.path) ?? ''}`, ...Object.fromEntries(client) };
  },
});
