import type { NaiveRow } from './rows.ts';

/** Lists are made of so many of a row's largest counts. */
export const MOST = 512;

/** The counts of a row that lists are made of, by sorting all: the largest, of equal ones those of the items seen first. */
export function largest({ pairs, sequences }: NaiveRow, numberOf: (item: string) => number, most: number): NaiveRow {
  const cut = (counts: ReadonlyMap<string, number>) =>
    counts.size <= most
      ? counts
      : new Map([...counts].sort(([a, x], [b, y]) => y - x || numberOf(a) - numberOf(b)).slice(0, most));
  return { pairs: cut(pairs), sequences: cut(sequences) };
}
