import { expect, test } from 'vitest';
import { lineBetween } from '../../src/page/app/graph/line.ts';
import { nearest, scaleOf, valueAt } from '../../src/page/app/plots/scale.ts';
import { changeOf } from '../../src/page/app/recommender/changes.ts';

test('how a list changed: what came, went and moved, by place', () => {
  expect(changeOf(['a', 'b', 'c'], ['c', 'a', 'd'], 7)).toEqual({
    at: 7,
    came: [{ item: 'd', to: 3 }],
    went: [{ item: 'b', from: 2 }],
    moved: [
      { item: 'c', from: 3, to: 1 },
      { item: 'a', from: 1, to: 2 },
    ],
  });
  expect(changeOf(['a'], ['a'], 7)).toBeUndefined();
});

test('a plot needs two moments; its lines lie between nothing and the largest value', () => {
  expect(scaleOf({ lines: [{ name: 'a', points: [[5, 1]] }] })).toBeUndefined();
  const lines = [
    {
      name: 'a',
      points: [
        [0, 0],
        [100, 50],
      ] as const,
    },
  ];
  const scale = scaleOf({ lines });
  expect([scale?.x(50), scale?.y(50), scale?.y(0)]).toEqual([300, 4, 140]);
  expect([nearest({ lines }, 70), valueAt(lines[0]?.points ?? [], 70)]).toEqual([100, 0]);
});

test('an arrow goes from side to side of two nodes, past those between; one that goes back as it was laid out', () => {
  const [from, to] = [
    { x: 100, y: 10 },
    { x: 500, y: 90 },
  ];
  const ends = [
    { x: 120, y: 40 },
    { x: 300, y: 95 },
    { x: 480, y: 60 },
  ] as const;
  expect(lineBetween(from, to, 200, ends)).toEqual({
    path: 'M200 10C300 10 300 90 400 90',
    middle: { x: 300, y: 50 },
  });
  const past = lineBetween(from, to, 200, [
    ends[0],
    { x: 250, y: 200 },
    { x: 300, y: 200 },
    { x: 350, y: 200 },
    ends[2],
  ]);
  expect([past.path.match(/C/g)?.length, past.middle]).toEqual([4, { x: 300, y: 200 }]);
  expect(lineBetween(to, from, 200, ends).path).toMatch(/^M120 40/);
});
