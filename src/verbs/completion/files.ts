import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Files and folders (with a slash) that begin as `typed` does, as they would be typed; of files those called as
 * `wanted` says.
 */
export function pathsLike(typed: string, wanted: RegExp, directory: string): readonly string[] {
  const shown = typed.slice(0, typed.lastIndexOf('/') + 1);
  const start = typed.slice(shown.length);
  const folder = resolve(directory, shown.startsWith('~/') ? join(homedir(), shown.slice(2)) : shown);
  return namesIn(folder)
    .filter((name) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
    .flatMap((name) => {
      const found = statSync(join(folder, name), { throwIfNoEntry: false });
      if (found?.isDirectory() === true) return [`${shown}${name}/`];
      return found !== undefined && wanted.test(name) ? [`${shown}${name}`] : [];
    });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
