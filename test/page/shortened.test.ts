import { expect, test } from 'vitest';
import { shortened } from '../../src/page/shortened.ts';

const megabyte = 'x'.repeat(2 ** 20);
const place = { topic: 'a', partition: 0, offset: 1, timestamp: '2026-11-30T12:00:00.000Z' };

test('whatever of a record is large is sent in part, and says how long it is', () => {
  const base64 = { base64: megabyte };
  const message = { ...place, key: megabyte, value: base64, headers: { small: 'a', large: [megabyte, base64] } };
  const said = JSON.stringify(shortened({ message, decoded: megabyte, broken: megabyte }));
  expect(said.length).toBeLessThan(40_000);
  expect(said.match(/… \(1048576 characters\)/g)).toHaveLength(6);
});

test('what is small is sent as it is', () => {
  const message = { ...place, key: null, value: 'a', headers: { one: null, two: ['a', { base64: 'AA==' }] } };
  for (const line of [{ message }, { message, decoded: 'd', broken: 'b' }, { looked: 1, of: 2, done: true }]) {
    expect(shortened(line)).toEqual(line);
  }
});
