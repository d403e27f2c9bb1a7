import { mkdirSync } from 'node:fs';

/**
 * Makes a folder, and those above it that are missing, so that only their owner may enter; one that is there stays as
 * it is.
 */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}
