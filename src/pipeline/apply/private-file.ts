import { renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemError } from '../../base/system-error.ts';

/** Writes a file that only its owner may read, in one step. */
export function writePrivateFile(directory: string, file: string, text: string): void {
  const path = resolve(directory, file);
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, path);
  } catch (cause) {
    throw systemError(cause, file) ?? cause;
  }
}
