import { expect, test } from 'vitest';
import type { Batch } from '../../src/clients/kafka/batches.ts';
import { Tally, TopicReasons } from '../../src/page/reasons.ts';

test('reasons that differ in a value alone are one, and are found by what they have in common', () => {
  const tally = new Tally();
  for (const price of ['"five"', '"six"']) tally.add(`price: expected a number, found text ${price}`);
  tally.add('not JSON: expected a value at byte 17');
  expect(tally.reasons).toEqual([
    {
      words: 'price: expected a number, found text …',
      records: 2,
      search: 'price: expected a number, found text ',
    },
    { words: 'not JSON: expected a value at byte …', records: 1, search: 'not JSON: expected a value at byte ' },
  ]);
});

test('a reason that is all values is searched as it is; many reasons take bounded memory', () => {
  const tally = new Tally();
  tally.add('"a" "b" 7');
  expect(tally.reasons[0]?.search).toBe('"a" "b" 7');
  for (let n = 0; n < 5_000; n++) tally.add(`another ${'x'.repeat(n % 600)} reason`);
  expect(tally.reasons.length).toBe(50);
});

test('records are read again only where others have come, or the topic is another', async () => {
  let [id, end, fetches] = ['a', 3, 0];
  const marker: Omit<Batch, 'lastOffset'> = {
    baseOffset: 0,
    records: 1,
    baseTimestamp: 0n,
    appendTime: undefined,
    producerId: 1,
    transactional: true,
    control: true,
    codec: 0,
    data: Buffer.alloc(16),
  };
  const kafka = {
    partitions: async () => [0],
    bounds: async () => ({ start: 0, end }),
    topicIds: async () => new Map([['letters', id]]),
    fetch: async () => {
      fetches++;
      const batches = [{ ...marker, lastOffset: end - 1 }];
      return { error: 0, lastStableOffset: end, logStart: 0, aborted: [], batches };
    },
  };
  const reasons = new TopicReasons('letters');
  for (const change of [() => {}, () => {}, () => end++, () => {}, () => (id = 'b')]) {
    change();
    expect(await reasons.read(kafka)).toEqual({ reasons: [], looked: 0 });
  }
  expect(fetches).toBe(3);
});
