import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';

/** Libraries of native code, which few topics need: each is loaded by the first batch of its codec. */
const snappy = () => import('snappy');
const lz4 = () => import('lz4-napi');

interface Codec {
  compress(data: Buffer): Promise<Buffer>;
  decompress(data: Buffer): Promise<Buffer>;
}

const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER = XERIAL_MAGIC.length + 8;

/** Java producers wrap Snappy blocks in Xerial's framing: magic, two versions, then length-prefixed blocks. */
async function decompressSnappy(data: Buffer): Promise<Buffer> {
  const blocks: Buffer[] = [];
  if (!data.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) {
    blocks.push(data);
  } else {
    for (let at = XERIAL_HEADER; at < data.length; ) {
      const length = data.readUInt32BE(at);
      blocks.push(data.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
  }
  const { uncompress } = await snappy();
  const plain = await Promise.all(blocks.map((block) => uncompress(block, { asBuffer: true })));
  return Buffer.concat(plain.map((block) => (typeof block === 'string' ? Buffer.from(block) : block)));
}

const zstd = { compress: promisify(zstdCompress), decompress: promisify(zstdDecompress) };

/** The codecs of the record batch format (gzip is kafkajs's own). */
export const codecs = {
  snappy: { compress: async (data) => (await snappy()).compress(data), decompress: decompressSnappy },
  lz4: {
    compress: async (data) => (await lz4()).compressFrame(data),
    decompress: async (data) => (await lz4()).decompressFrame(data),
  },
  zstd: { compress: (data) => zstd.compress(data), decompress: (data) => zstd.decompress(data) },
} satisfies Record<string, Codec>;

/** Tells kafkajs about them; calling it again changes nothing. */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  const forKafkajs = (codec: Codec) => () => ({
    compress: (encoder: { buffer: Buffer }) => codec.compress(encoder.buffer),
    decompress: (buffer: Buffer) => codec.decompress(buffer),
  });
  CompressionCodecs[CompressionTypes.Snappy] = forKafkajs(codecs.snappy);
  CompressionCodecs[CompressionTypes.LZ4] = forKafkajs(codecs.lz4);
  CompressionCodecs[CompressionTypes.ZSTD] = forKafkajs(codecs.zstd);
}
