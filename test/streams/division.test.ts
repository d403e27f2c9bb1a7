import { expect, test } from 'vitest';
import { divide } from '../../src/streams/division.ts';

const places = ['clicks', 'views'].flatMap((topic) => [0, 1].map((partition) => ({ topic, partition })));

test('every partition has one holder, who keeps it when another comes and when one leaves', () => {
  const [alone] = divide([{ member: 'a', held: [] }], places);
  expect(alone?.held).toEqual(places);
  const two = divide(
    [
      { member: 'b', held: [] },
      { member: 'a', held: places },
    ],
    places,
  );
  expect(two.map(({ member, held }) => [member, held.length])).toEqual([
    ['a', 2],
    ['b', 2],
  ]);
  expect(two.flatMap(({ held }) => held)).toHaveLength(new Set(two.flatMap(({ held }) => held)).size);
  expect(divide(two, places)).toEqual(two);
  expect(divide(two.slice(1), places)[0]?.held).toEqual(places);
});

test('partitions that are no more are given to nobody', () => {
  const [one] = divide([{ member: 'a', held: [{ topic: 'gone', partition: 0 }, ...places] }], places.slice(1));
  expect(one?.held).toEqual(places.slice(1));
});
