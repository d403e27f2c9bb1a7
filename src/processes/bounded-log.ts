import { copyFileSync, existsSync, renameSync, statSync, truncateSync } from 'node:fs';

const MOST = 20 * 2 ** 20;
const KEPT = 2;
const INTERVAL = 10_000;

/**
 * Moves what a log holds to `FILE.1`, and what was there to `FILE.2`, once it has `most` bytes. The log itself is
 * emptied and not replaced, because the process that appends to it holds it open. Nothing is lost when that is this
 * process, which writes to files at once; of another's, what it appends in the moment between the two.
 */
export function rotate(file: string, most = MOST): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < most) return;
  for (let number = KEPT; number > 1; number--) {
    if (existsSync(`${file}.${number - 1}`)) renameSync(`${file}.${number - 1}`, `${file}.${number}`);
  }
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

/** Keeps logs, to which processes append, within three times 20 MB each, as long as this process lives. */
export function keepBounded(files: readonly string[]): void {
  setInterval(() => {
    for (const file of files) rotate(file);
  }, INTERVAL).unref();
}
