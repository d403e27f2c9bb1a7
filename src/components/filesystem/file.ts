import { text } from '../../base/values.ts';
import { filesystemKind } from './filesystem.ts';

/** Files in a directory that every worker sees, each record in them exactly once. */
export const file = filesystemKind({
  name: 'file',
  description: 'Files in a directory that every worker sees, each record in them exactly once.',
  path: {
    title: 'a path from the root such as /srv/data',
    description: "Directory on the workers' machine, such as /srv/data.",
    pattern: '^/.*[^/]$',
  },
  needs: [],
  config: ({ declaration }) => ({ path: `file://${encodeURI(text(declaration.words.path) ?? '')}` }),
});
