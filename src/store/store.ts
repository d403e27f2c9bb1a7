import type { Readable } from 'node:stream';

/** A file or directory; `path` is absolute inside its store (`/data/x`, an S3 key with a leading slash). */
export interface Entry {
  readonly path: string;
  readonly directory: boolean;
  /** 0 for directories. */
  readonly bytes: number;
  /** Milliseconds since the epoch; 0 where the store keeps none. */
  readonly modified: number;
}

/** Bytes `[start, end)` of a file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One place that keeps files: HDFS, an S3 bucket, a local file system. Paths are absolute. Errors: UnreachableError,
 * ServiceError (not found, permission), always with the path.
 */
export interface Store {
  /** `hdfs://host:port`, `s3://bucket`, `file://`: what stands before a path. */
  readonly uri: string;
  /** Direct children sorted by name; empty for what does not exist; the file itself for a file. */
  list(path: string): Promise<readonly Entry[]>;
  /** Every file below `path`, in no promised order. */
  walk(path: string): AsyncIterable<Entry>;
  stat(path: string): Promise<Entry | undefined>;
  read(path: string, range?: ByteRange): Promise<Readable>;
  /** The content of a file or of a piece of it, in memory: for links, footers, row groups, small files. */
  readWhole(path: string, range?: ByteRange): Promise<Buffer>;
  /** Creates a whole file or nothing; false when the path is taken. Of many rivals exactly one gets true. */
  createExclusively(path: string, content: Buffer): Promise<boolean>;
  /** Streams a file in; refuses a taken path unless `overwrite`. */
  write(path: string, content: Readable, overwrite: boolean): Promise<void>;
  /** Removes a file, or a directory when `recursive`; false when there was nothing. */
  remove(path: string, recursive: boolean): Promise<boolean>;
  /**
   * Whether a multipart upload to `path` is there, neither completed nor aborted; never where a store knows no uploads.
   */
  isUploading(path: string, upload: string): Promise<boolean>;
  /**
   * Whether files may be made below `path`; makes none. ServiceError where they may not; absent where it cannot be
   * asked without making one.
   */
  probe?(path: string): Promise<void>;
  /** Bytes and files below `path`. */
  usage(path: string): Promise<{ readonly bytes: number; readonly files: number }>;
}

/** All that `content` brings: `readWhole` for stores that answer with streams. */
export async function collected(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/** Joins path parts with single slashes, absolute. */
export function joinPath(...parts: readonly string[]): string {
  const path = parts.filter((part) => part !== '').join('/');
  return `/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');
}

/** Sums what `walk` finds: `usage` for stores that cannot answer it themselves. */
export async function sumUsage(store: Store, path: string): Promise<{ bytes: number; files: number }> {
  let bytes = 0;
  let files = 0;
  for await (const entry of store.walk(path)) {
    bytes += entry.bytes;
    files++;
  }
  return { bytes, files };
}
