import { RefusedError } from '../../base/errors.ts';
import { text } from '../../base/values.ts';
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
  config: ({ declaration, cluster, connector }) => {
    if (cluster.hdfs === undefined) {
      throw new RefusedError(`Cluster ${cluster.name} has no HDFS`, {
        where: connector,
        hint: 'Add `hdfs` to its file, or choose another cluster with --cluster.',
      });
    }
    return { path: `${cluster.hdfs.uri}${text(declaration.words.path) ?? ''}` };
  },
});
