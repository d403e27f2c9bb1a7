import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { keyedLines } from '../../../src/clients/kafka/keyed-lines.ts';
import { lines } from '../../../src/clients/kafka/lines.ts';

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
  const { records, problem } = keyedLines(bytes('{"u":"a"}', '{"u":7}'), 0, { by: 'field', field: 'u' });
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
    const { records, problem } = keyedLines(bytes('{"u":1}', wrong, '{"u":2}'), 100, { by: 'field', field: 'u' });
    expect(records).toHaveLength(1);
    expect(problem?.message).toBe(reason);
    expect(problem?.where).toBe('line 102');
  }
});

test('a separator cuts at its first place; the value may hold it again and may be empty', () => {
  const { records } = keyedLines(bytes('a=>b=>c', 'k=>'), 0, { by: 'separator', separator: '=>' });
  expect(records.map(({ key, value }) => [String(key), String(value)])).toEqual([
    ['a', 'b=>c'],
    ['k', ''],
  ]);
});
