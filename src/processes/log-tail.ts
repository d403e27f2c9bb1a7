import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Context } from '../base/context.ts';

const pause = 250;
const chunk = 64 * 1024;

/** The last `count` lines of the first `size` bytes of a file (default: all); none when it does not exist. */
export function lastLines(file: string, count: number, size?: number): string[] {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return [];
  }
  try {
    const end = size ?? fstatSync(handle).size;
    for (let bytes = chunk; ; bytes *= 4) {
      const from = Math.max(0, end - bytes);
      const buffer = Buffer.alloc(end - from);
      const read = readSync(handle, buffer, 0, buffer.length, from);
      const lines = buffer.toString('utf8', 0, read).split('\n');
      if (lines.at(-1) === '') lines.pop();
      if (from === 0 || lines.length > count) return count === 0 ? [] : lines.slice(-count);
    }
  } finally {
    closeSync(handle);
  }
}

/**
 * Text appended to `file` from byte `from` on, as it comes, until the context's signal aborts. When the file is
 * replaced by a new one (a log that reached its size), the rest of the old one comes first.
 */
export async function* follow(
  file: string,
  from: number,
  context: Pick<Context, 'clock' | 'signal'>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(chunk);
  let handle = await open(file, 'r');
  let position = from;
  let newer: FileHandle | undefined;
  try {
    while (!context.signal.aborted) {
      const { bytesRead } = await handle.read(buffer, 0, chunk, position);
      position += bytesRead;
      if (bytesRead > 0) {
        yield decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
      } else if (newer !== undefined) {
        await handle.close();
        [handle, newer, position] = [newer, undefined, 0];
      } else {
        // the old file is read once more: it may have grown before the new one took its place
        newer = await replacement(handle, file, position);
        if (newer === undefined) await context.clock.sleep(pause, context.signal).catch(() => undefined);
      }
    }
  } finally {
    await Promise.all([handle.close(), newer?.close()]);
  }
}

async function replacement(handle: FileHandle, file: string, position: number): Promise<FileHandle | undefined> {
  const before = await handle.stat();
  const now = await stat(file).catch(() => undefined);
  if (now === undefined || (now.ino === before.ino && now.size >= position)) return undefined;
  return open(file, 'r').catch(() => undefined);
}
