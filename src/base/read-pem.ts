import { readFileSync } from 'node:fs';
import { systemError } from './system-error.ts';

/** A certificate or key in a file. One of our errors, with `what` it is and the file, where it cannot be read. */
export function readPem(file: string, what: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw systemError(cause, `${what}, ${file}`) ?? cause;
  }
}
