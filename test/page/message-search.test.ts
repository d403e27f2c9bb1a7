import { expect, test } from 'vitest';
import type { RawRecord } from '../../src/clients/kafka/records.ts';
import { matcher, messageSearch } from '../../src/page/message-search.ts';

const search = (query: string) => messageSearch(new URLSearchParams(query), 100);

function record(key: string | null, value: string | null, headers: readonly [string, string][] = []): RawRecord {
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text));
  const all = headers.map(([name, header]) => ({ name, value: bytes(header) }));
  return { offset: 0, timestamp: 0, key: bytes(key), value: bytes(value), headers: () => all };
}

test('an address says where a search starts; without a text it is the newest records', () => {
  expect(search('')).toMatchObject({ from: 'newest', most: 50, follow: false, partition: undefined });
  expect(search('q=x')).toMatchObject({ from: 'oldest' });
  expect(search('from=17&partition=2&max=1000000&follow=1')).toMatchObject({
    from: { offset: 17 },
    partition: 2,
    most: 100,
    follow: true,
  });
  expect(search('from=1970-01-01T00:00:01Z').from).toEqual({ time: 1_000 });
});

test.each(['from=yesterday', 'partition=-1', 'max=many', 'in=nowhere', 'in=field&q=x'])('%s is refused', (query) => {
  expect(() => search(query)).toThrow(expect.objectContaining({ code: 'usage' }));
});

test.each([
  ['q=ann', true],
  ['q=ann&in=key', true],
  ['q=ann&in=value', false],
  ['q=shop&in=header', true],
  ['q=till&in=header', true],
  ['q=origin&in=header', true],
  ['q=origin&in=key', false],
  ['q=12&in=field&field=order.price', true],
  ['q=tea&in=field&field=order.items.0', true],
  ['q=tea&in=field&field=order.items.1', false],
  ['q=tea&in=field&field=order', true],
  ['q=tea&in=field&field=constructor', false],
  ['q=é', true],
  ['q=É', false],
])('%s: %s', (query, found) => {
  const headers: [string, string][] = [
    ['origin', 'shop'],
    ['origin', 'till'],
  ];
  const one = record('ann', '{"order":{"price":12.5,"items":["tea","é"]}}', headers);
  expect(matcher(search(query))(one)).toBe(found);
});

test('a record without key and value, or with a value that is no JSON, is looked at like others', () => {
  expect(matcher(search('q=x&in=field&field=a'))(record(null, null))).toBe(false);
  expect(matcher(search('q=x&in=field&field=a'))(record(null, '{broken'))).toBe(false);
  expect(matcher(search('q=x'))(record(null, null))).toBe(false);
  expect(matcher(search(''))(record(null, null))).toBe(true);
});
