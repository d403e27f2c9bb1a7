import type { History } from '../model/history.ts';
import type { Interner } from '../model/interner.ts';
import type { RowSource } from '../model/row-source.ts';
import type { Recommended } from './recommend.ts';
import { DECAY } from './score.ts';

/** What one of the user's items has in common with a recommended one. */
export interface Link {
  readonly item: string;
  /** Σ over users of min(r(u, item), r(u, recommended)). */
  readonly pairs: number;
  /** Σ 2520 / distance over events on the recommended item that follow one on this item. */
  readonly sequences: number;
}

/** How much an item was used. */
export interface Use {
  readonly item: string;
  /** Σ over users of r(u, item). */
  readonly itemCount: number;
  /** Events on it. */
  readonly popularity: number;
}

/** A list together with the counts that it follows from. */
export interface Explanation {
  /** The user's latest items, latest first, each with its share in the scores. */
  readonly profile: readonly (Use & { readonly share: number })[];
  readonly items: readonly (Recommended & Use & { readonly links: readonly Link[] })[];
}

/** Says which of the user's items, and which counts, a list comes from. `list` was made of the same rows. */
export function explain(history: History, list: readonly Recommended[], rows: RowSource, items: Interner): Explanation {
  const profile = history.latestItems(DECAY.length);
  const use = (number: number, item: string): Use => ({
    item,
    itemCount: rows.itemCount(number),
    popularity: rows.popularity(number),
  });
  return {
    profile: profile.map((number, place) => ({ ...use(number, items.name(number)), share: DECAY[place] ?? 0 })),
    items: list.map((recommended) => {
      const number = items.find(recommended.item) ?? -1;
      const links = profile
        .map((own) => ({
          item: items.name(own),
          pairs: rows.pairs(own).get(number),
          sequences: rows.sequences(own).get(number),
        }))
        .filter(({ pairs, sequences }) => pairs > 0 || sequences > 0);
      return { ...recommended, ...use(number, recommended.item), links };
    }),
  };
}
