import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, zstdCompressSync } from 'node:zlib';
import avsc from 'avsc';
import { compressSync } from 'snappy';
import { afterAll, expect, test } from 'vitest';
import { avro } from '../../../src/formats/avro/avro.ts';
import { ExactNumber } from '../../../src/formats/rows/exact-json.ts';
import { parseContract } from '../../../src/language/contract-json.ts';
import { LocalStore } from '../../../src/store/local.ts';

const directory = await mkdtemp(join(tmpdir(), 'avro-'));
afterAll(() => rm(directory, { recursive: true }));
const store = new LocalStore();

const contract = parseContract(`{"name":"all","unknown":"keep","fields":{
  "n":{"type":"integer","required":true},"x":{"type":"number","required":true},
  "price":{"type":"number","decimals":2,"required":true},"yes":{"type":"boolean","required":false},
  "at":{"type":"string","format":"date-time","required":true},
  "fine":{"type":"string","format":"date-time","fraction":"nanoseconds","required":true},
  "day":{"type":"string","format":"date","required":true},"raw":{"type":"string","format":"base64","required":true},
  "any":{"type":"any","required":true},
  "list":{"type":"array","required":true,"items":{"type":"string","required":false}},
  "counts":{"type":"map","required":true,"values":{"type":"integer","required":false}},
  "inner":{"type":"object","required":true,"fields":{"text":{"type":"string","required":true}}}}}`);

const optional = (name: string, type: unknown) => ({ name, type: ['null', type], default: null });
const schema = {
  type: 'record',
  name: 'event',
  fields: [
    { name: 'n', type: 'long' },
    { name: 'x', type: 'double' },
    { name: 'price', type: { type: 'bytes', logicalType: 'decimal', precision: 18, scale: 2 } },
    optional('yes', 'boolean'),
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-micros' } },
    { name: 'fine', type: { type: 'long', logicalType: 'timestamp-nanos' } },
    { name: 'day', type: { type: 'int', logicalType: 'date' } },
    { name: 'raw', type: 'bytes' },
    { name: 'any', type: 'string' },
    { name: 'list', type: { type: 'array', items: ['null', 'string'] } },
    { name: 'counts', type: { type: 'map', values: ['null', 'long'] } },
    {
      name: 'inner',
      type: {
        type: 'record',
        name: 'inner',
        namespace: 'event',
        fields: [{ name: 'text', type: 'string' }, optional('_rest', 'string')],
      },
    },
    optional('_rest', 'string'),
    { name: 'kafka_partition', type: 'int' },
    { name: 'kafka_offset', type: 'long' },
  ],
};

/** 64 bits, all of them. */
const long = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer(value: bigint) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: () => true,
  compare: () => 0,
});
const isLong = (of: unknown) =>
  of === 'long' || (typeof of === 'object' && of !== null && 'type' in of && of.type === 'long');
const type = avsc.Type.forSchema(JSON.parse(JSON.stringify(schema)), {
  wrapUnions: true,
  typeHook: (of: unknown) => (isLong(of) ? long : undefined),
});

const value =
  '{"n":-9007199254740993,"x":-0.0,"price":-12.5,"at":"2025-01-01T00:00:00.000001Z","fine":"2025-01-01T00:00:00.000000001Z",' +
  '"day":"1969-12-31","raw":"AP8=","any":{"a": 1},"list":["é",null],"counts":{"2":null,"10":1},"inner":{"text":"t","more":1},"other":[1]}';
const row = {
  n: -9_007_199_254_740_993n,
  x: -0,
  price: Buffer.from([0xfb, 0x1e]),
  yes: null,
  at: 1_735_689_600_000_001n,
  fine: 1_735_689_600_000_000_001n,
  day: -1,
  raw: Buffer.from([0, 255]),
  any: '{"a": 1}',
  list: [{ string: 'é' }, null],
  counts: { 10: { long: 1n }, 2: null },
  inner: { text: 't', _rest: { string: '{"more":1}' } },
  _rest: { string: '{"other":[1]}' },
  kafka_partition: 1,
  kafka_offset: 0n,
};

const packers: Readonly<Record<string, (data: Buffer) => Buffer>> = {
  null: (data) => data,
  deflate: deflateRawSync,
  snappy: (data) => Buffer.concat([compressSync(data), Buffer.alloc(4)]),
  zstandard: zstdCompressSync,
};

/** A file of `rows` rows, ten in a block, as the specification has it; its values are written by avsc. */
async function written(name: string, codec: string, rows: number): Promise<{ path: string; bytes: number }> {
  const long = avsc.Type.forSchema('long');
  const sync = Buffer.from('sixteen bytes...');
  const header = avsc.Type.forSchema({ type: 'map', values: 'bytes' }).toBuffer({
    'avro.schema': Buffer.from(JSON.stringify(schema)),
    'avro.codec': Buffer.from(codec),
    'pipeline.writer': Buffer.from('pipeline filesystem sink'),
  });
  const parts = [Buffer.from('Obj\x01'), header, sync];
  for (let offset = 0; offset < rows; offset += 10) {
    const some = Array.from({ length: Math.min(10, rows - offset) }, (_, index) =>
      type.toBuffer({ ...row, kafka_offset: BigInt(offset + index) }),
    );
    const packed = packers[codec]?.(Buffer.concat(some)) ?? Buffer.alloc(0);
    parts.push(long.toBuffer(some.length), long.toBuffer(packed.length), packed, sync);
  }
  const file = Buffer.concat(parts);
  await writeFile(join(directory, name), file);
  return { path: join(directory, name), bytes: file.length };
}

test.each(['null', 'deflate', 'snappy', 'zstandard'])(
  'rows packed by %s are what the records must become',
  async (codec) => {
    const { path, bytes } = await written(`${codec}.avro`, codec, 50);
    expect(await avro.inspect(store, path, bytes, true)).toEqual({ rows: 50, coordinates: true });
    const rows = avro.rows(contract);
    let offset = 0;
    for await (const some of rows?.stored(store, path, bytes) ?? []) {
      for (const stored of some) {
        expect(stored).toEqual({
          row: rows?.expected(Buffer.from(value), { partition: 1, offset }, true),
          partition: 1,
          offset,
        });
        offset++;
      }
    }
    expect(offset).toBe(50);
  },
);

test('rows are shown as lines, exactly', async () => {
  const { path, bytes } = await written('lines.avro', 'null', 1);
  const lines: string[] = [];
  for await (const line of avro.lines(store, path, bytes)) lines.push(String(line));
  expect(lines).toEqual([
    '{"n":-9007199254740993,"x":-0.0,"price":-12.5,"at":"2025-01-01T00:00:00.000001Z",' +
      '"fine":"2025-01-01T00:00:00.000000001Z","day":"1969-12-31","raw":"AP8=","any":"{\\"a\\": 1}","list":["é",null],' +
      '"counts":{"2":null,"10":1},"inner":{"text":"t","_rest":"{\\"more\\":1}"},"_rest":"{\\"other\\":[1]}",' +
      '"kafka_partition":1,"kafka_offset":0}',
  ]);
});

test('fields are read exactly; one that the file does not have is null', async () => {
  const { path, bytes } = await written('fields.avro', 'null', 1);
  for await (const [fields] of avro.records(store, path, bytes, ['n'])) {
    expect(fields?.('n')).toEqual(new ExactNumber('-9007199254740993'));
    expect(fields?.('price')).toEqual(new ExactNumber('-1250e-2'));
    expect([fields?.('any'), fields?.('yes'), fields?.('none')]).toEqual(['{"a": 1}', null, null]);
  }
});

test.each([
  ['is cut off', (file: Buffer) => file.subarray(0, -20), 'ends at byte'],
  [
    'ends a block wrongly',
    (file: Buffer) => Buffer.concat([file.subarray(0, -1), Buffer.from([(file.at(-1) ?? 0) ^ 1])]),
    'byte',
  ],
  ['is none', () => Buffer.from('PAR1 and so on'), 'no Avro file'],
])('a file that %s is told', async (name, damage, message) => {
  const { path } = await written(`${name}.avro`, 'null', 50);
  const damaged = damage(await readFile(path));
  await writeFile(path, damaged);
  await expect(avro.inspect(store, path, damaged.length, true)).rejects.toThrow(message);
});
