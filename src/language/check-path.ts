import type { Diagnostic } from '../base/errors.ts';
import { mistake, type Place } from './diagnostic.ts';

/** Names that the filesystem sink keeps for its commit log, its drafts and its owner file. */
const ownNames = ['_log', '_tmp', '_owner'];

/**
 * What is wrong with the directory of a sink or job: parts that lead elsewhere, or into what a sink keeps for itself.
 */
export function checkPath(path: string, place: Place): Diagnostic[] {
  const parts = path.replace(/^\//, '').split('/');
  const dots = parts.find((part) => part === '..' || part === '.' || part === '');
  if (dots !== undefined) {
    const what = dots === '' ? 'an empty part' : `\`${dots}\``;
    return [mistake('bad-path', place, `the path has ${what} in it`, { hint: 'write it as it is, from the root' })];
  }
  const own = parts.find((part) => ownNames.includes(part));
  if (own === undefined) return [];
  const message = `the path leads into \`${own}\`, which sinks keep for themselves`;
  return [mistake('bad-path', place, message, { hint: 'take another directory' })];
}
