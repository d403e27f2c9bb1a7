import { expect, test } from 'vitest';
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
