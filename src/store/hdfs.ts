import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { FileStatus, WebHdfs } from '../clients/webhdfs/client.ts';
import { HdfsError } from '../clients/webhdfs/webhdfs-error.ts';
import { type ByteRange, collected, type Entry, joinPath, type Store } from './store.ts';

const AT_ONCE = 8;

function isMissing(error: unknown): boolean {
  return error instanceof HdfsError && error.exception === 'FileNotFoundException';
}

function isTaken(error: unknown): boolean {
  return error instanceof HdfsError && error.exception === 'FileAlreadyExistsException';
}

function entryOf(parent: string, status: FileStatus): Entry {
  const path = status.pathSuffix === '' ? parent : joinPath(parent, status.pathSuffix);
  return { path, directory: status.type === 'DIRECTORY', bytes: status.length, modified: status.modificationTime };
}

/** HDFS through WebHDFS. */
export class HdfsStore implements Store {
  readonly uri: string;
  private readonly client: WebHdfs;

  constructor(client: WebHdfs, uri: string) {
    this.client = client;
    this.uri = uri.replace(/\/+$/, '');
  }

  async list(path: string): Promise<readonly Entry[]> {
    try {
      return (await this.client.listStatus(path)).map((status) => entryOf(path, status));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async *walk(path: string): AsyncIterable<Entry> {
    let directories = [path];
    while (directories.length > 0) {
      const found = await Promise.all(directories.slice(0, AT_ONCE).map((directory) => this.list(directory)));
      const entries = found.flat();
      yield* entries.filter((entry) => !entry.directory);
      const below = entries.filter((entry) => entry.directory).map((entry) => entry.path);
      directories = [...below, ...directories.slice(AT_ONCE)];
    }
  }

  async stat(path: string): Promise<Entry | undefined> {
    try {
      return entryOf(path, await this.client.fileStatus(path));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  read(path: string, range?: ByteRange): Promise<Readable> {
    return this.client.open(path, range && { offset: range.start, length: range.end - range.start });
  }

  async readWhole(path: string, range?: ByteRange): Promise<Buffer> {
    return collected(await this.read(path, range));
  }

  async createExclusively(path: string, content: Buffer): Promise<boolean> {
    const parent = posix.dirname(path);
    const draft = `${path}.${randomUUID()}.tmp`;
    await this.client.makeDirectories(parent);
    try {
      await this.client.create(draft, content, false);
      await this.client.rename(draft, path);
      return true;
    } catch (error) {
      await this.client.delete(draft, false).catch(() => undefined);
      if (isTaken(error)) return false;
      throw error;
    }
  }

  write(path: string, content: Readable, overwrite: boolean): Promise<void> {
    return this.client.create(path, content, overwrite);
  }

  remove(path: string, recursive: boolean): Promise<boolean> {
    return this.client.delete(path, recursive);
  }

  async isUploading() {
    return false;
  }

  async usage(path: string) {
    const { length, fileCount } = await this.client.contentSummary(path);
    return { bytes: length, files: fileCount };
  }
}
