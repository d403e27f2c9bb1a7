import { Readable } from 'node:stream';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import avsc from 'avsc';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { uncompressSync } from 'snappy';

/** What a file of a sink holds, read without any code of the product: one object per record. */
export async function recordsOf(name: string, content: Buffer): Promise<Record<string, unknown>[]> {
  if (name.endsWith('.parquet')) {
    const bytes = content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength);
    if (!(bytes instanceof ArrayBuffer)) throw new Error('shared memory where a file was expected');
    return await parquetReadObjects({ file: bytes, compressors });
  }
  if (name.endsWith('.avro')) return await avroRecords(content);
  const text = unpacked(name, content).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function unpacked(name: string, content: Buffer): Buffer {
  if (name.endsWith('.zst')) return zstdDecompressSync(content);
  return name.endsWith('.gz') ? gunzipSync(content) : content;
}

async function avroRecords(content: Buffer): Promise<Record<string, unknown>[]> {
  const snappy: avsc.Codec = (block, done) =>
    done(null, Buffer.from(uncompressSync(block.subarray(0, -4), { asBuffer: true })));
  const decoder = new avsc.streams.BlockDecoder({ codecs: { snappy } });
  const records: Record<string, unknown>[] = [];
  for await (const record of Readable.from([content]).pipe(decoder)) records.push({ ...record });
  return records;
}

/** Data files below a directory of HDFS, by WebHDFS alone: path and content. */
export async function filesInHdfs(webhdfs: string, directory: string): Promise<readonly (readonly [string, Buffer])[]> {
  const listed = await fetch(`${webhdfs}/webhdfs/v1${encodeURI(directory)}?op=LISTSTATUS`);
  if (listed.status === 404) return [];
  const answer: { FileStatuses: { FileStatus: { pathSuffix: string; type: string }[] } } = JSON.parse(
    await listed.text(),
  );
  const found = answer.FileStatuses.FileStatus.map(async ({ pathSuffix, type }) => {
    const path = `${directory}/${pathSuffix}`;
    if (type === 'DIRECTORY') return await filesInHdfs(webhdfs, path);
    const opened = await fetch(`${webhdfs}/webhdfs/v1${path.split('/').map(encodeURIComponent).join('/')}?op=OPEN`);
    if (!opened.ok) throw new Error(`${path}: HTTP ${opened.status}`);
    return [[path, Buffer.from(await opened.arrayBuffer())] as const];
  });
  return (await Promise.all(found)).flat();
}
