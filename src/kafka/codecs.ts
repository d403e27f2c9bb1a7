import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import lz4 from 'lz4-napi';
import snappy from 'snappy';

const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);

/** Snappy as Java's xerial library frames it: a 16-byte header, then length-prefixed blocks. */
function xerial(data: Buffer): Buffer {
  if (!data.subarray(0, XERIAL.length).equals(XERIAL)) return Buffer.from(snappy.uncompressSync(data));
  const blocks: Buffer[] = [];
  for (let at = 16; at < data.length; ) {
    const length = data.readInt32BE(at);
    blocks.push(Buffer.from(snappy.uncompressSync(data.subarray(at + 4, at + 4 + length))));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

const codecs: Readonly<Record<number, (data: Buffer) => Buffer>> = {
  0: (data) => data,
  1: (data) => gunzipSync(data),
  2: xerial,
  3: (data) => lz4.decompressFrameSync(data),
  4: (data) => zstdDecompressSync(data),
};

/** The plain records of a batch. Throws RangeError for a codec that Kafka does not define. */
export function decompress(codec: number, data: Buffer): Buffer {
  const decoder = codecs[codec];
  if (decoder === undefined) throw new RangeError(`unknown compression codec ${codec}`);
  return decoder(data);
}
