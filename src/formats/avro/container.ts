import { inflateRawSync, zstdDecompressSync } from 'node:zlib';
import type { Store } from '../../store/store.ts';
import { Bytes } from './bytes.ts';
import { type AvroRecord, readAvroSchema } from './schema.ts';

/** An opened object container file: its header is read. */
export interface AvroFile {
  readonly schema: AvroRecord;
  /** A sink of ours wrote it. */
  readonly isOurs: boolean;
  /** Its blocks in order, one in memory at a time. RangeError for what is no block. */
  blocks(): AsyncGenerator<AvroBlock>;
}

export interface AvroBlock {
  readonly rows: number;
  /** The rows one after the other, unpacked when asked for. */
  content(): Buffer;
}

const MAGIC = Buffer.from('Obj\x01', 'latin1');
const SYNC = 16;

/** Opens a file of `bytes` length. Throws RangeError or SyntaxError for a header that is none. */
export async function openAvro(store: Store, path: string, bytes: number): Promise<AvroFile> {
  const source = new Bytes(await store.read(path), bytes);
  if (!(await source.take(MAGIC.length)).equals(MAGIC))
    throw new RangeError('no Avro file: it does not begin like one');
  const header = await readHeader(source);
  const sync = Buffer.from(await source.take(SYNC));
  const schema = readAvroSchema(header.get('avro.schema')?.toString('utf8') ?? '');
  if (schema.type !== 'record') throw new RangeError('its rows are no records');
  const unpack = await unpacker(header.get('avro.codec')?.toString('utf8') ?? 'null');
  return {
    schema,
    isOurs: header.has('pipeline.writer'),
    async *blocks() {
      while (!(await source.ended())) {
        const rows = await source.long();
        const packed = await source.take(await source.long());
        if (rows < 0) throw new RangeError(`a block of ${rows} rows`);
        yield { rows, content: () => unpack(packed) };
        if (!(await source.take(SYNC)).equals(sync))
          throw new RangeError(`a block ends wrongly before byte ${source.position}`);
      }
    },
  };
}

async function readHeader(source: Bytes): Promise<ReadonlyMap<string, Buffer>> {
  const header = new Map<string, Buffer>();
  for (let count = await source.long(); count !== 0; count = await source.long()) {
    // a negative count is followed by the entries' length
    if (count < 0) await source.long();
    for (let entry = 0; entry < Math.abs(count); entry++) {
      const name = (await source.take(await source.long())).toString('utf8');
      header.set(name, Buffer.from(await source.take(await source.long())));
    }
  }
  return header;
}

/** Snappy's blocks end with a checksum of four bytes. */
const CHECKSUM = 4;

async function unpacker(codec: string): Promise<(packed: Buffer) => Buffer> {
  switch (codec) {
    case 'null':
      return (packed) => packed;
    case 'deflate':
      return (packed) => inflateRawSync(packed);
    case 'snappy': {
      const { uncompressSync } = await import('snappy');
      return (packed) => Buffer.from(uncompressSync(packed.subarray(0, -CHECKSUM), { asBuffer: true }));
    }
    case 'zstandard':
      return (packed) => zstdDecompressSync(packed);
    default:
      throw new RangeError(`its compression ${codec} is not known here`);
  }
}
