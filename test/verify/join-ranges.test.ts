import { expect, test } from 'vitest';
import { joinRanges } from '../../src/verify/join-ranges.ts';

const rangeOf = (seq: number, layout: string) => ({
  seq,
  from: seq,
  to: seq + 1,
  records: 1,
  files: [{ path: `t/${seq}`, records: 1, bytes: 1, first: seq, last: seq }],
  retired: [],
  deadLettered: [],
  tombstones: 0,
  lost: [],
  layout,
});

test.each([
  ['one', 'one', []],
  ['one', 'other', ['joins commits under several layouts of directories']],
])('commits of layouts %s and %s', (first, second, messages) => {
  const joined = { path: 't/3', records: 2, bytes: 2, first: 1, last: 2 };
  const { ranges, faults } = joinRanges([rangeOf(1, first), rangeOf(2, second)], 3, [joined], new Set(['t/1', 't/2']));
  expect(faults.map(({ message }) => message)).toEqual(messages);
  expect(ranges.map(({ layout }) => layout)).toEqual([first]);
});
