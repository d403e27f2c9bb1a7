import type { NaiveRow } from './row.ts';

/** Lists are made of so many of a row's largest counts. */
export const MOST = 512;

/** The counts of a row that lists are made of: the largest, of equal ones those of the items seen first. */
export function largest({ pairs, sequences }: NaiveRow, numberOf: (item: string) => number, most: number): NaiveRow {
  const largestOf = (counts: ReadonlyMap<string, number>) => {
    if (counts.size <= most) return counts;
    const least = Float64Array.from(counts.values()).sort().at(-most) ?? 0;
    const larger = [...counts].filter(([, count]) => count > least);
    const equal = [...counts].flatMap(([item, count]) => (count === least ? [{ item, number: numberOf(item) }] : []));
    const first = equal.sort((one, other) => one.number - other.number).slice(0, most - larger.length);
    return new Map([...larger, ...first.map(({ item }) => [item, least] as const)]);
  };
  return { pairs: largestOf(pairs), sequences: largestOf(sequences) };
}
