import { expect, test } from 'vitest';
import { ratePoints, thinned } from '../../src/acceptance/course.ts';

test('events per second stand on equal steps, silences among them, with nothing before and after', () => {
  const sparse = new Map([
    [103, 5],
    [100, 10],
  ]);
  expect(ratePoints(sparse)).toEqual([
    { at: 99_000, value: 0 },
    { at: 100_000, value: 10 },
    { at: 101_000, value: 0 },
    { at: 102_000, value: 0 },
    { at: 103_000, value: 5 },
    { at: 104_000, value: 0 },
  ]);
  expect(ratePoints(new Map())).toEqual([]);
});

test('a long time has steps of more seconds; no event is lost by that', () => {
  const day = new Map(Array.from({ length: 86_400 }, (_, second) => [second, 2] as const));
  const points = ratePoints(day);
  expect(points).toHaveLength(122);
  const step = (points[2]?.at ?? 0) - (points[1]?.at ?? 0);
  expect(points.reduce((sum, { value }) => sum + (value * step) / 1_000, 0)).toBeCloseTo(172_800);
});

test('of many samples the largest of neighbours stay', () => {
  const samples = Array.from({ length: 300 }, (_, at) => ({ at, value: at === 150 ? 9 : 1 }));
  expect(thinned(samples)).toHaveLength(100);
  expect(thinned(samples)).toContainEqual({ at: 150, value: 9 });
  expect(thinned(samples.slice(0, 50))).toEqual(samples.slice(0, 50));
});
