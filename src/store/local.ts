import { randomUUID } from 'node:crypto';
import { closeSync, createWriteStream, openSync, readSync, type Stats, statSync } from 'node:fs';
import { link, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { PipelineError, ServiceError } from '../base/errors.ts';
import { systemError } from '../base/system-error.ts';
import { guarded } from '../clients/guarded.ts';
import { type ByteRange, type Entry, type Store, sumUsage } from './store.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whatever the operating system answers, as one of our errors; other errors stay themselves. */
const refused = (error: unknown, path: string): unknown =>
  error instanceof PipelineError ? error : (systemError(error, `file:${path}`) ?? error);

/** Codes that say that nothing is there, and that nothing can be. */
const NOTHING = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);
/**
 * Up to this length a file is read on the spot: to hand a call over to another thread takes five times as long as such
 * a call. Bytes.
 */
const SMALL = 1 << 16;
/** After so many calls on the spot, signals and sockets have their turn. */
const CALLS = 64;
const LARGEST_PIECE = 1 << 20;

/** Files of this machine, for `file:` sinks. */
export class LocalStore implements Store {
  readonly uri = 'file://';
  private readonly signal: AbortSignal | undefined;
  private calls = 0;

  /** `signal` ends what is being read. */
  constructor(signal?: AbortSignal) {
    this.signal = signal;
  }

  async list(path: string): Promise<readonly Entry[]> {
    const own = await this.stat(path);
    if (own === undefined) return [];
    if (!own.directory) return [own];
    const names = (await this.guard(path, () => readdir(path))).sort();
    const entries: Entry[] = [];
    for (const [index, name] of names.entries()) {
      if (index % CALLS === 0) await this.turn();
      const entry = entryAt(join(path, name));
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }

  async *walk(path: string): AsyncIterable<Entry> {
    for (const entry of await this.list(path)) {
      if (entry.directory) yield* this.walk(entry.path);
      else yield entry;
    }
  }

  async stat(path: string): Promise<Entry | undefined> {
    await this.turn();
    return entryAt(path);
  }

  async read(path: string, range?: ByteRange): Promise<Readable> {
    const { start, end } = await this.extent(path, range);
    const file = await this.guard(path, () => open(path));
    // a whole buffer is taken for each piece, however small the file is
    const highWaterMark = Math.max(1, Math.min(LARGEST_PIECE, end - start));
    const content = file.createReadStream({ highWaterMark, start, ...(range && { end: end - 1 }) });
    return guarded(content, (error) => refused(error, path), this.signal);
  }

  async readWhole(path: string, range?: ByteRange): Promise<Buffer> {
    const { start, end } = await this.extent(path, range);
    if (end - start <= SMALL) return this.guard(path, async () => readNow(path, start, end));
    const file = await this.guard(path, () => open(path));
    return this.guard(path, async () => {
      try {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    });
  }

  /** Which bytes are to be read, of what can be read: to open a pipe would wait for ever for its writer. */
  private async extent(path: string, range: ByteRange | undefined): Promise<ByteRange> {
    await this.turn();
    const stats = await this.guard(path, async () => statSync(path));
    if (!stats.isFile()) {
      const message = stats.isDirectory() ? 'That is a directory' : 'That is no regular file';
      throw new ServiceError(message, { where: `file:${path}` });
    }
    return range ?? { start: 0, end: stats.size };
  }

  private async turn(): Promise<void> {
    if (++this.calls % CALLS === 0) await setImmediate();
    this.signal?.throwIfAborted();
  }

  async createExclusively(path: string, content: Buffer): Promise<boolean> {
    try {
      await this.put(path, (draft) => writeFile(draft, content, { flush: true }), link);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw refused(error, path);
    }
  }

  async write(path: string, content: Readable, overwrite: boolean): Promise<void> {
    const fill = (draft: string) => pipeline(content, createWriteStream(draft));
    await this.guard(path, () => this.put(path, fill, overwrite ? rename : link));
  }

  /**
   * A file comes to its place when it is whole; of one that could not be filled, as on a full disk, nothing is left.
   */
  private async put(
    path: string,
    fill: (draft: string) => Promise<void>,
    place: (draft: string, path: string) => Promise<void>,
  ): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const draft = join(dirname(path), `.${randomUUID()}.tmp`);
    try {
      await fill(draft);
      await place(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
  }

  async remove(path: string, recursive: boolean): Promise<boolean> {
    if ((await this.stat(path)) === undefined) return false;
    await this.guard(path, () => rm(path, { recursive }));
    return true;
  }

  async isUploading() {
    return false;
  }

  usage(path: string) {
    return sumUsage(this, path);
  }

  private async guard<T>(path: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw refused(error, path);
    }
  }
}

function readNow(path: string, start: number, end: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const content = Buffer.allocUnsafe(end - start);
    return content.subarray(0, readSync(file, content, 0, end - start, start));
  } finally {
    closeSync(file);
  }
}

function entryAt(path: string): Entry | undefined {
  try {
    return entryOf(path, statSync(path));
  } catch (error) {
    if (NOTHING.has(codeOf(error))) return undefined;
    throw refused(error, path);
  }
}

function entryOf(path: string, stats: Stats): Entry {
  const directory = stats.isDirectory();
  return { path, directory, bytes: directory ? 0 : stats.size, modified: Math.trunc(stats.mtimeMs) };
}
