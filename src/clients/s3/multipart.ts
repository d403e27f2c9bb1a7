import type { Readable } from 'node:stream';
import type { CreateMultipartUploadCommandInput, S3Client } from '@aws-sdk/client-s3';
import { sdk } from './client.ts';

const PART_BYTES = 8 * 1024 * 1024;

async function* partsOf(content: Readable): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content) {
    const chunk = Buffer.from(piece);
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < PART_BYTES) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    bytes = 0;
  }
  yield Buffer.concat(chunks);
}

/** Streams `content` to a key in parts of 8 MiB; the key appears only when all parts are there. */
export async function multipart(
  client: S3Client,
  at: CreateMultipartUploadCommandInput,
  content: Readable,
  overwrite: boolean,
): Promise<void> {
  const s3 = await sdk();
  const target = { Bucket: at.Bucket, Key: at.Key };
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(at));
  const upload = { ...target, UploadId };
  try {
    const parts: { ETag: string | undefined; PartNumber: number }[] = [];
    for await (const part of partsOf(content)) {
      const PartNumber = parts.length + 1;
      const { ETag } = await client.send(new s3.UploadPartCommand({ ...upload, PartNumber, Body: part }));
      parts.push({ ETag, PartNumber });
    }
    const once = overwrite ? {} : { IfNoneMatch: '*' };
    const complete = { ...upload, ...once, MultipartUpload: { Parts: parts } };
    await client.send(new s3.CompleteMultipartUploadCommand(complete));
  } catch (error) {
    await client.send(new s3.AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

/** Begins an upload and gives it up: what may not be written is refused here, and no object comes of it. */
export async function beginAndAbort(client: S3Client, at: CreateMultipartUploadCommandInput): Promise<void> {
  const s3 = await sdk();
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(at));
  await client.send(new s3.AbortMultipartUploadCommand({ Bucket: at.Bucket, Key: at.Key, UploadId }));
}
