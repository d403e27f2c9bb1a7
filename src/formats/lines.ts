import { extname } from 'node:path';
import type { Readable, Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

const NEWLINE = 10;
const CHUNK = 1 << 18;

const unpackers: Readonly<Record<string, () => Transform>> = {
  '.gz': () => createGunzip({ chunkSize: CHUNK }),
  '.zst': () => createZstdDecompress({ chunkSize: CHUNK }),
};

/** Bytes of a file as they were written: `gzip` undone when the path ends in `.gz`, `zstd` when it ends in `.zst`. */
export function plain(content: Readable, path: string): Readable {
  const unpack = unpackers[extname(path)]?.();
  if (unpack === undefined) return content;
  content.on('error', (error) => unpack.destroy(error));
  return content.pipe(unpack);
}

/** Lines without their ends, some at a time, as slices of what was read. A last line without an end counts. */
export async function* linesOf(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of content) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const data: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, start)) {
      lines.push(data.subarray(start, end));
      start = end + 1;
    }
    rest = data.subarray(start);
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [rest];
}

/** How many line ends a file has. */
export async function countLines(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number> {
  let lines = 0;
  for await (const piece of content) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
  }
  return lines;
}
