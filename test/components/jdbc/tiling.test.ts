import { describe, expect, test } from 'vitest';
import type { DecidedRange } from '../../../src/components/jdbc/proof/control.ts';
import { tilingOf } from '../../../src/components/jdbc/proof/tiling.ts';

const range = (from: number, to: number, dead = 0): DecidedRange => ({
  from,
  to,
  rows: to - from - dead,
  dead,
  tombstones: 0,
});

const judged = (ranges: readonly DecidedRange[], next: number, dead: readonly number[] = []) => {
  const { findings, gaps, covered } = tilingOf({ topicId: '', ranges, next, dead }, { topic: 't', partition: 0 });
  return {
    gaps,
    covered,
    said: findings.map(({ message, range: place }) => `${place?.from}-${place?.to}: ${message}`),
  };
};

describe('ranges', () => {
  test('that follow each other up to where the sink stands are whole', () => {
    expect(judged([range(3, 10), range(10, 12, 1)], 12, [11])).toEqual({
      gaps: [],
      covered: { from: 3, to: 12 },
      said: [],
    });
    expect(judged([], 0)).toEqual({ gaps: [], covered: undefined, said: [] });
  });

  test('with a hole, an overlap or an end that is not where the sink stands are not', () => {
    expect(judged([range(0, 5), range(7, 9)], 9)).toMatchObject({
      gaps: [{ from: 5, to: 7 }],
      said: ['5-7: no range speaks for these offsets'],
    });
    expect(judged([range(0, 5), range(4, 9)], 9).said).toEqual(['4-5: two ranges speak for these offsets']);
    expect(judged([range(0, 5)], 8)).toMatchObject({ gaps: [{ from: 5, to: 8 }], covered: { from: 0, to: 8 } });
    expect(judged([range(0, 5)], 3).said).toEqual(['3-5: the sink stands at offset 3, and ranges go further']);
    expect(judged([], 4).said).toHaveLength(1);
  });

  test('count as many dead letters as are written down', () => {
    expect(judged([range(0, 5, 1)], 5).said).toEqual([
      '0-5: the range counts 1 dead-lettered records, and 0 are written down',
    ]);
    expect(judged([range(0, 5)], 5, [7]).said).toEqual([
      '7-8: a dead letter is written down, and no range speaks for its offset',
    ]);
  });
});
