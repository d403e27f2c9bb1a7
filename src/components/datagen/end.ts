import type { SourceEnd } from '../kind.ts';

/** A finite generator stays RUNNING when it has written all its records; its offset tells. */
export const end: SourceEnd = {
  expected: ({ words }) => (typeof words.count === 'number' ? words.count : undefined),
  isFinite: ({ count }) => Number(count) > 0,
  written: (offsets) => offsets.reduce((sum, { offset }) => sum + Number(offset?.n ?? 0), 0),
  isReached: ({ count }, offsets) =>
    offsets.some(({ offset }) => offset?.finished === true && Number(offset.n) >= Number(count)),
};
