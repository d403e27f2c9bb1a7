import type { Interner } from '../model/interner.ts';
import type { RowSource } from '../model/row-source.ts';
import { Ranking } from './rank.ts';

/** An item beside another: how alike their users are, and the counts that say so. */
export interface Similar {
  readonly item: string;
  /** pairs / √(itemCount · itemCount), at most 1. */
  readonly similarity: number;
  readonly pairs: number;
  readonly itemCount: number;
}

/** The items most similar to `item`, best first, equal ones by id; `rows` holds the item's row. */
export function similarItems(item: number, top: number, rows: RowSource, items: Interner): Similar[] {
  const ranking = new Ranking(top, (other) => items.name(other));
  const pairs = rows.pairs(item);
  pairs.visit((other, count) => {
    const product = rows.itemCount(item) * rows.itemCount(other);
    if (product > 0) ranking.offer(other, count / Math.sqrt(product));
  });
  return ranking.best.map(({ item: other, score }) => ({
    item: items.name(other),
    similarity: score,
    pairs: pairs.get(other),
    itemCount: rows.itemCount(other),
  }));
}
