import { randomUUID } from 'node:crypto';
import { createWriteStream, type Stats } from 'node:fs';
import { link, mkdir, open, readdir, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
const AT_ONCE = 64;
const LARGEST_PIECE = 1 << 20;

/** Files of this machine, for `file:` sinks. */
export class LocalStore implements Store {
  readonly uri = 'file://';
  private readonly signal: AbortSignal | undefined;

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
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const some = await Promise.all(names.slice(at, at + AT_ONCE).map((name) => this.stat(join(path, name))));
      for (const entry of some) if (entry !== undefined) entries.push(entry);
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
    try {
      return entryOf(path, await stat(path));
    } catch (error) {
      if (NOTHING.has(codeOf(error))) return undefined;
      throw refused(error, path);
    }
  }

  async read(path: string, range?: ByteRange): Promise<Readable> {
    const { file, start, end } = await this.open(path, range);
    // a whole buffer is taken for each piece, however small the file is
    const highWaterMark = Math.max(1, Math.min(LARGEST_PIECE, end - start));
    const content = file.createReadStream({ highWaterMark, start, ...(range && { end: end - 1 }) });
    return guarded(content, (error) => refused(error, path), this.signal);
  }

  async readWhole(path: string, range?: ByteRange): Promise<Buffer> {
    this.signal?.throwIfAborted();
    const { file, start, end } = await this.open(path, range);
    return this.guard(path, async () => {
      try {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    });
  }

  /** Opens what can be read: a pipe would wait for ever for its writer. */
  private async open(path: string, range: ByteRange | undefined) {
    const stats = await this.guard(path, () => stat(path));
    if (!stats.isFile()) {
      const message = stats.isDirectory() ? 'That is a directory' : 'That is no regular file';
      throw new ServiceError(message, { where: `file:${path}` });
    }
    const { start, end } = range ?? { start: 0, end: stats.size };
    return { file: await this.guard(path, () => open(path)), start, end };
  }

  async createExclusively(path: string, content: Buffer): Promise<boolean> {
    const draft = `${path}.${randomUUID()}.tmp`;
    await this.guard(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(draft, content, { flush: true });
    });
    try {
      await link(draft, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw refused(error, path);
    } finally {
      await unlink(draft);
    }
  }

  async write(path: string, content: Readable, overwrite: boolean): Promise<void> {
    await this.guard(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      await pipeline(content, createWriteStream(path, { flags: overwrite ? 'w' : 'wx' }));
    });
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

function entryOf(path: string, stats: Stats): Entry {
  const directory = stats.isDirectory();
  return { path, directory, bytes: directory ? 0 : stats.size, modified: Math.trunc(stats.mtimeMs) };
}
