import { expect, test } from 'vitest';
import { History, perSecond } from '../../src/page/history.ts';

const minute = 60_000;

test('an hour is kept, and what is gone from the cluster goes with its last sample', () => {
  const history = new History();
  for (let at = 0; at <= 90 * minute; at += 15_000) {
    history.add(
      at,
      new Map(
        at < 10 * minute
          ? [
              ['a', at],
              ['b', 1],
            ]
          : [['a', at]],
      ),
    );
  }
  const points = history.of('a');
  expect(points.length).toBeLessThanOrEqual(240);
  expect(points.at(-1)).toEqual([90 * minute, 90 * minute]);
  expect(points[0]?.[0]).toBeGreaterThan(29 * minute);
  expect(history.of('b')).toEqual([]);
});

test('its memory is bounded however many numbers come', () => {
  const history = new History();
  history.add(0, new Map(Array.from({ length: 5_000 }, (_, n) => [`${n}`, n] as const)));
  history.add(1, new Map(Array.from({ length: 5_000 }, (_, n) => [`later ${n}`, n] as const)));
  expect(history.of('0')).toEqual([[0, 0]]);
  expect(history.of('4999')).toEqual([]);
  expect(history.of('later 0')).toEqual([]);
});

test('a rate is what came between two samples; none where counting began anew', () => {
  expect(
    perSecond([
      [0, 10],
      [2_000, 30],
      [4_000, 5],
      [5_000, 6],
    ]),
  ).toEqual([
    [2_000, 10],
    [5_000, 1],
  ]);
});
