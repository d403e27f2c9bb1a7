import { Readable } from 'node:stream';
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { ServiceError } from '../base/errors.ts';
import { guarded } from '../clients/guarded.ts';
import { sdk } from '../clients/s3/client.ts';
import { s3Error, statusOf } from '../clients/s3/errors.ts';
import { beginAndAbort, multipart } from '../clients/s3/multipart.ts';
import { type ByteRange, collected, type Entry, joinPath, type Store, sumUsage } from './store.ts';

const keyOf = (path: string) => path.replace(/^\/+/, '');
const prefixOf = (path: string) => (keyOf(path) === '' ? '' : `${keyOf(path).replace(/\/+$/, '')}/`);

export interface S3StoreOptions {
  /** Ends every request that only reads. */
  readonly signal?: AbortSignal;
  /** Goes with every request that makes an object: how it is to be encrypted. */
  readonly making?: Pick<PutObjectCommandInput, 'ServerSideEncryption' | 'SSEKMSKeyId'>;
  /** Whether the workers ask as somebody else than this tool, so that its own permission to write says nothing. */
  readonly othersWrite?: boolean;
}

/** One bucket. Directories are what keys have in common up to a slash. */
export class S3Store implements Store {
  readonly uri: string;
  private readonly client: S3Client;
  private readonly bucket: string;
  /** Goes with every request that only reads. */
  private readonly reading: { readonly abortSignal?: AbortSignal };
  private readonly options: S3StoreOptions;

  constructor(client: S3Client, bucket: string, options: S3StoreOptions = {}) {
    this.client = client;
    this.bucket = bucket;
    this.options = options;
    const { signal } = options;
    this.reading = signal === undefined ? {} : { abortSignal: signal };
    this.uri = `s3://${bucket}`;
  }

  async list(path: string): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for await (const entry of this.pages(path, '/')) entries.push(entry);
    if (entries.length > 0) return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
    const own = keyOf(path) === '' ? undefined : await this.head(path);
    return own === undefined ? [] : [own];
  }

  walk(path: string): AsyncIterable<Entry> {
    return this.pages(path);
  }

  async stat(path: string): Promise<Entry | undefined> {
    const file = keyOf(path) === '' ? undefined : await this.head(path);
    if (file !== undefined) return file;
    for await (const _ of this.pages(path, '/')) return { path, directory: true, bytes: 0, modified: 0 };
    return undefined;
  }

  async read(path: string, range?: ByteRange): Promise<Readable> {
    const { GetObjectCommand } = await sdk();
    const bytes = range && { Range: `bytes=${range.start}-${range.end - 1}` };
    const { Body } = await this.guard(path, () =>
      this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: keyOf(path), ...bytes }), this.reading),
    );
    if (Body instanceof Readable) return guarded(Body, (error) => this.refused(error, path), this.reading.abortSignal);
    throw new ServiceError('S3 sent no content', { where: `${this.uri}${path}` });
  }

  async readWhole(path: string, range?: ByteRange): Promise<Buffer> {
    return collected(await this.read(path, range));
  }

  async createExclusively(path: string, content: Buffer): Promise<boolean> {
    try {
      await this.put({ Bucket: this.bucket, Key: keyOf(path), Body: content, IfNoneMatch: '*' });
      return true;
    } catch (error) {
      if (statusOf(error) === 412 || statusOf(error) === 409) return false;
      throw this.refused(error, path);
    }
  }

  async write(path: string, content: Readable, overwrite: boolean): Promise<void> {
    const at = { Bucket: this.bucket, Key: keyOf(path), ...this.options.making };
    await this.guard(path, () => multipart(this.client, at, content, overwrite));
  }

  async remove(path: string, recursive: boolean): Promise<boolean> {
    const own = await this.stat(path);
    if (own === undefined) return false;
    if (!own.directory) {
      await this.removeKey(path);
      return true;
    }
    if (!recursive) {
      throw new ServiceError('The directory is not empty', {
        where: `${this.uri}${path}`,
        hint: '-r removes it with all below.',
      });
    }
    for await (const entry of this.walk(path)) await this.removeKey(entry.path);
    return true;
  }

  async isUploading(path: string, upload: string): Promise<boolean> {
    const { ListMultipartUploadsCommand } = await sdk();
    // not by its parts: S3Proxy lists none of an upload that it does not know, instead of saying so
    const request = new ListMultipartUploadsCommand({ Bucket: this.bucket, Prefix: keyOf(path) });
    const { Uploads = [] } = await this.guard(path, () => this.client.send(request, this.reading));
    return Uploads.some(({ Key, UploadId }) => Key === keyOf(path) && UploadId === upload);
  }

  /** An upload that is begun and given up at once needs the permission to write, and leaves nothing. */
  async probe(path: string): Promise<void> {
    const { ListObjectsV2Command } = await sdk();
    const look = new ListObjectsV2Command({ Bucket: this.bucket, Prefix: prefixOf(path), MaxKeys: 1 });
    await this.guard(path, () => this.client.send(look, this.reading));
    if (this.options.othersWrite) return;
    const at = { Bucket: this.bucket, Key: `${prefixOf(path)}_tmp/probe`, ...this.options.making };
    await this.guard(path, () => beginAndAbort(this.client, at));
  }

  usage(path: string) {
    return sumUsage(this, path);
  }

  private async removeKey(path: string): Promise<void> {
    const { DeleteObjectCommand } = await sdk();
    await this.guard(path, () => this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: keyOf(path) })));
  }

  private async put(input: PutObjectCommandInput): Promise<void> {
    const { PutObjectCommand } = await sdk();
    await this.client.send(new PutObjectCommand({ ...input, ...this.options.making }));
  }

  private async head(path: string): Promise<Entry | undefined> {
    const { HeadObjectCommand } = await sdk();
    try {
      const request = new HeadObjectCommand({ Bucket: this.bucket, Key: keyOf(path) });
      const found = await this.client.send(request, this.reading);
      const modified = found.LastModified?.getTime() ?? 0;
      return { path: joinPath(path), directory: false, bytes: found.ContentLength ?? 0, modified };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw this.refused(error, path);
    }
  }

  private async *pages(path: string, delimiter?: string): AsyncGenerator<Entry> {
    const { paginateListObjectsV2 } = await sdk();
    const request = { Bucket: this.bucket, Prefix: prefixOf(path), ...(delimiter && { Delimiter: delimiter }) };
    try {
      for await (const page of paginateListObjectsV2({ client: this.client }, request, this.reading)) {
        for (const { Prefix = '' } of page.CommonPrefixes ?? []) {
          yield { path: joinPath(Prefix), directory: true, bytes: 0, modified: 0 };
        }
        for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
          // an empty object that ends in a slash is how some tools mark a directory
          if (Key.endsWith('/')) continue;
          yield { path: joinPath(Key), directory: false, bytes: Size, modified: LastModified?.getTime() ?? 0 };
        }
      }
    } catch (error) {
      throw this.refused(error, path);
    }
  }

  private async guard<T>(path: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw this.refused(error, path);
    }
  }

  private refused(error: unknown, path: string): unknown {
    const { abortSignal } = this.reading;
    return abortSignal?.aborted === true ? abortSignal.reason : s3Error(error, `${this.uri}${path}`);
  }
}
