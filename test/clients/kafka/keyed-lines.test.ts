import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesFormat } from '../../../src/clients/kafka/bytes-format.ts';
import { lines } from '../../../src/clients/kafka/lines.ts';
import { type Producing, producedRecords } from '../../../src/clients/kafka/produced-lines.ts';
import { recordJson } from '../../../src/ui/record.ts';

const text = bytesFormat('text');

const producing = (keying: Producing['keying'], more: Partial<Producing> = {}): Producing => ({
  keying,
  formats: { key: text, value: text },
  tombstones: false,
  partitions: 3,
  given: {},
  ...more,
});

const bytes = (...texts: string[]) => texts.map((text) => Buffer.from(text));

async function read(...chunks: string[]): Promise<string[]> {
  const all: string[] = [];
  for await (const group of lines(Readable.from(bytes(...chunks)))) all.push(...group.map(String));
  return all;
}

test('lines are cut where the line ends are, wherever the chunks are cut', async () => {
  expect(await read('one\ntw', 'o\r\n', '\nlast')).toEqual(['one', 'two', '', 'last']);
});

test('a letter of several bytes survives a cut in its middle', async () => {
  const text = Buffer.from('café\n');
  const groups: string[] = [];
  for await (const group of lines(Readable.from([text.subarray(0, 4), text.subarray(4)])))
    groups.push(...group.map(String));
  expect(groups).toEqual(['café']);
});

test('a field of the JSON becomes the key; numbers as they are written', () => {
  const { records, problem } = producedRecords(
    bytes('{"u":"a"}', '{"u":7}'),
    0,
    producing({ by: 'field', field: 'u' }),
  );
  expect(problem).toBeUndefined();
  expect(records.map(({ key }) => key?.toString())).toEqual(['a', '7']);
});

test('records before a wrong line are kept, and the line is named by its number in the whole input', () => {
  for (const [wrong, reason] of [
    ['{"u":', 'This is not JSON, and --key needs JSON'],
    ['{"v":1}', 'The field u is missing'],
    ['{"u":{}}', 'The field u is no text or number'],
    ['[]', 'The field u is missing'],
  ] as const) {
    const { records, problem } = producedRecords(
      bytes('{"u":1}', wrong, '{"u":2}'),
      100,
      producing({ by: 'field', field: 'u' }),
    );
    expect(records).toHaveLength(1);
    expect(problem?.message).toBe(reason);
    expect(problem?.where).toBe('line 102');
  }
});

test('a separator cuts at its first place; the value may hold it again and may be empty', () => {
  const { records } = producedRecords(bytes('a=>b=>c', 'k=>'), 0, producing({ by: 'separator', separator: '=>' }));
  expect(records.map(({ key, value }) => [String(key), String(value)])).toEqual([
    ['a', 'b=>c'],
    ['k', ''],
  ]);
});

test('an empty value is a tombstone where that is asked for, and every record gets what is given', () => {
  const keying = { by: 'separator', separator: '=' } as const;
  const given = { headers: { source: 'hand' }, timestamp: '5', partition: 2 };
  const { records } = producedRecords(bytes('a=', 'b=1'), 0, producing(keying, { tombstones: true, given }));
  expect(records).toEqual([
    { key: Buffer.from('a'), value: null, ...given },
    { key: Buffer.from('b'), value: Buffer.from('1'), ...given },
  ]);
  const { problem } = producedRecords(bytes('a=1'), 0, producing(keying, { given: { partition: 3 } }));
  expect(problem?.message).toBe('There is no partition 3');
});

test('numbers of 4 and 8 bytes, and base64', () => {
  const formats = { key: bytesFormat('long'), value: bytesFormat('int') };
  const keying = { by: 'separator', separator: '=' } as const;
  const { records, problem } = producedRecords(bytes('-2=7', '1=2147483648'), 0, producing(keying, { formats }));
  expect(records).toEqual([{ key: Buffer.from('fffffffffffffffe', 'hex'), value: Buffer.from('00000007', 'hex') }]);
  expect([problem?.message, problem?.where]).toEqual(['The text is no number of 32 bits', 'line 2']);
  expect(formats.key.text(Buffer.from('fffffffffffffffe', 'hex'))).toBe('-2');
  expect(bytesFormat('base64').bytes('AP8=')).toEqual(Buffer.from([0, 255]));
});

test('what consume prints is read back as the same record, to the byte', () => {
  fc.assert(
    fc.property(
      fc.record({
        key: fc.option(fc.uint8Array({ maxLength: 12 })),
        value: fc.option(
          fc.oneof(
            fc.uint8Array({ maxLength: 12 }),
            fc.string({ maxLength: 12 }).map((one) => Buffer.from(one)),
          ),
        ),
        timestamp: fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom(-1, 9e15)),
        headers: fc.dictionary(
          fc.string({ maxLength: 5 }),
          fc.array(fc.option(fc.uint8Array({ maxLength: 5 })), { minLength: 1, maxLength: 3 }),
          { maxKeys: 3 },
        ),
        partition: fc.nat(2),
      }),
      fc.constantFrom('text', 'base64', 'int', 'long'),
      ({ key, value, timestamp, headers, partition }, format) => {
        const buffer = (one: Uint8Array | null) => (one === null ? null : Buffer.from(one));
        const all = Object.entries(headers).flatMap(([name, some]) =>
          some.map((one) => ({ name, value: buffer(one) })),
        );
        const record = { offset: 0, timestamp, key: buffer(key), value: buffer(value), headers: () => all };
        const formats = { key: bytesFormat(format), value: bytesFormat(format) };
        const line = JSON.stringify(recordJson('t', partition, record, formats));
        const { records, problem } = producedRecords(bytes(line), 0, producing('json', { formats }));
        expect(problem).toBeUndefined();
        expect(records[0]?.key).toEqual(record.key);
        expect(records[0]?.value).toEqual(record.value);
        expect(records[0]?.partition).toBe(partition);
        expect(Number(records[0]?.timestamp)).toBe(timestamp);
        const written = Object.entries(records[0]?.headers ?? {}).flatMap(([name, some]) =>
          [some].flat().map((one) => ({ name, value: one ?? null })),
        );
        expect(written).toEqual(all);
      },
    ),
    { numRuns: 60 },
  );
});

test('a line that is no record is told what is wrong with it', () => {
  const problemOf = (line: string) => producedRecords(bytes(line), 0, producing('json')).problem?.message;
  expect(problemOf('x')).toBe('This is not JSON');
  expect(problemOf('[]')).toBe('This is no JSON object');
  expect(problemOf('{"key":"a"}')).toBe('It has no `value`');
  expect(problemOf('{"value":null,"partition":-1}')).toBe('`partition` is no whole number');
  expect(problemOf('{"value":null,"partition":7}')).toBe('There is no partition 7');
  expect(problemOf('{"value":null,"timestamp":"yesterday"}')).toContain('A time is milliseconds');
  expect(problemOf('{"value":{"base64":"?"}}')).toBe('`value` is no base64');
  expect(problemOf('{"value":{"a":1}}')).toBeUndefined();
});
