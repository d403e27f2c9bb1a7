import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RawRecord } from '../../../src/clients/kafka/records.ts';
import { SchemaRegistry } from '../../../src/clients/registry/client.ts';
import { AnyDecoder } from '../../../src/encodings/any-decoder.ts';
import { keyedDecodersOf, RecordDecoder } from '../../../src/encodings/record-decoder.ts';

/** What it answers by path; any other path is an unknown schema. */
const answers: Record<string, unknown> = {
  '/schemas/ids/1': {
    schema: '{"type":"record","name":"Order","fields":[{"name":"price","type":"Money"}]}',
    references: [{ name: 'Money', subject: 'money', version: 2 }],
  },
  '/schemas/ids/1/versions': [{ subject: 'orders-value', version: 1 }],
  '/schemas/ids/2': { schema: '"string"' },
  '/schemas/ids/2/versions': [],
  '/subjects/money/versions/2': {
    id: 5,
    version: 2,
    schema: '{"type":"record","name":"Money","fields":[{"name":"unit","type":"Unit"}]}',
    references: [{ name: 'Unit', subject: 'unit', version: 1 }],
  },
  '/subjects/unit/versions/1': {
    id: 4,
    version: 1,
    schema: '{"type":"enum","name":"Unit","symbols":["EUR"]}',
  },
};

let server: Server;
let registry: SchemaRegistry;
const clock = { time: 0, now: () => clock.time };
let asked: string[] = [];

beforeEach(async () => {
  asked = [];
  clock.time = 0;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error_code: 40403, message: 'none' }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  registry = new SchemaRegistry({ url: `http://127.0.0.1:${port}` }, { clock, signal: new AbortController().signal });
});

afterEach(() => new Promise((closed) => server.close(closed)));

const record = (key: string | null, value: string): RawRecord => ({
  offset: 0,
  timestamp: 0,
  key: key === null ? null : Buffer.from(key, 'hex'),
  value: Buffer.from(value, 'hex'),
  headers: () => [],
});

test('a schema comes with those that it refers to, each after what it refers to itself', async () => {
  const found = await registry.schema(1);
  expect(found?.references.map(({ text }) => JSON.parse(text).name)).toEqual(['Unit', 'Money']);
});

test('an id that is unknown is asked for again after half a minute', async () => {
  expect(await registry.schema(9)).toBeUndefined();
  clock.time = 29_999;
  expect(await registry.schema(9)).toBeUndefined();
  expect(asked).toEqual(['/schemas/ids/9']);
  clock.time = 30_000;
  await registry.schema(9);
  expect(asked).toHaveLength(2);
});

test('records that come together ask once for the schema that all of them name', async () => {
  const decoder = new RecordDecoder({ format: 'avro', subject: 'orders-value' }, registry);
  const many = Array.from({ length: 500 }, () => decoder.decode(record(null, '00000000020278')));
  const read = await Promise.all(many);
  expect(new Set(read.map(({ value }) => value?.toString()))).toEqual(new Set(['"x"']));
  expect(asked).toEqual(['/schemas/ids/2', '/schemas/ids/2/versions']);
});

test('keys and values that name schemas are shown as JSON, others as they are', async () => {
  const decoder = new AnyDecoder(registry);
  const shown = await decoder.decode(record('00000000020278', '000000000100'));
  expect([shown.key?.toString(), shown.value?.toString()]).toEqual(['"x"', '{"price":{"unit":"EUR"}}']);
  const plain = await decoder.decode(record('6b', '7b7d'));
  expect([plain.key?.toString(), plain.value?.toString()]).toEqual(['k', '{}']);
  expect([...decoder.formats]).toEqual(['avro']);
});

test('a tombstone’s key that names a schema is what it says, others and those of values stay as they are', async () => {
  const decode = keyedDecodersOf(
    { orders: { encoding: { format: 'avro', subject: 'orders-value' } } },
    () => registry,
  )('orders');
  const tombstone = async (key: string | null) => {
    const read = await decode?.({ ...record(key, ''), value: null });
    return read?.unreadable ?? read?.key?.toString();
  };
  expect(await tombstone('00000000020278')).toBe('x');
  expect(await tombstone('000000000100')).toBe('{"price":{"unit":"EUR"}}');
  expect(await tombstone('6b')).toBe('k');
  expect(await tombstone(null)).toBeUndefined();
  expect(await tombstone('00000000090278')).toContain('names the schema 9');
  const row = await decode?.(record('00000000020278', '000000000100'));
  expect([row?.key?.toString('hex'), row?.value?.toString()]).toEqual(['00000000020278', '{"price":{"unit":"EUR"}}']);
});

test('who follows a topic sees values as JSON from when their schema is known', async () => {
  const decoder = new AnyDecoder(registry);
  const follow = async () => (await decoder.decode(record(null, '00000000070278'))).value?.toString('latin1');
  expect(await follow()).toBe('\0\0\0\0\x07\x02x');
  answers['/schemas/ids/7'] = { schema: '"string"' };
  try {
    clock.time = 30_000;
    expect(await follow()).toBe('"x"');
  } finally {
    delete answers['/schemas/ids/7'];
  }
});
