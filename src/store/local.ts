import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { link, mkdir, readdir, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ServiceError } from '../base/errors.ts';
import { type ByteRange, type Entry, type Store, sumUsage } from './store.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function refused(error: unknown, path: string): unknown {
  const sentences: Readonly<Record<string, string>> = {
    ENOENT: 'There is no such file',
    EACCES: 'Permission denied',
    EPERM: 'Permission denied',
    EEXIST: 'The file exists already',
    EISDIR: 'That is a directory',
    ERR_FS_EISDIR: 'That is a directory with files in it',
    ENOTDIR: 'A part of the path is a file',
    ENOSPC: 'The disk is full',
  };
  const sentence = sentences[codeOf(error)];
  return sentence === undefined ? error : new ServiceError(sentence, { where: `file:${path}`, cause: error });
}

/** Files of this machine, for `file:` sinks. */
export class LocalStore implements Store {
  readonly uri = 'file://';

  async list(path: string): Promise<readonly Entry[]> {
    const own = await this.stat(path);
    if (own === undefined) return [];
    if (!own.directory) return [own];
    const names = (await this.guard(path, () => readdir(path))).sort();
    const entries = await Promise.all(names.map((name) => this.stat(join(path, name))));
    return entries.filter((entry) => entry !== undefined);
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
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
      throw refused(error, path);
    }
  }

  async read(path: string, range?: ByteRange): Promise<Readable> {
    const own = await this.stat(path);
    if (own === undefined || own.directory) {
      throw new ServiceError(own === undefined ? 'There is no such file' : 'That is a directory', {
        where: `file:${path}`,
      });
    }
    return createReadStream(path, {
      highWaterMark: 1 << 20,
      ...(range && { start: range.start, end: range.end - 1 }),
    });
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
