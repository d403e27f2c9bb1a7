/** The definitions of docs/recommender.md written down as directly as possible; shares nothing with src/. */
export interface NaiveEvent {
  readonly user: string;
  readonly item: string;
  readonly weight: number;
}

export interface NaiveCounts {
  readonly popularity: Map<string, number>;
  readonly itemCount: Map<string, number>;
  readonly pairs: Map<string, number>;
  readonly sequences: Map<string, number>;
  /** Users with events. */
  readonly users: number;
}

const pair = (left: string, right: string) => `${left} ${right}`;
const bump = (counts: Map<string, number>, key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by);

/** Each user's last `limit` events. */
export function lists(events: readonly NaiveEvent[], limit: number): Map<string, NaiveEvent[]> {
  const all = new Map<string, NaiveEvent[]>();
  for (const event of events) all.set(event.user, [...(all.get(event.user) ?? []), event].slice(-limit));
  return all;
}

function ratings(list: readonly NaiveEvent[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const { item, weight } of list) best.set(item, Math.max(best.get(item) ?? 0, weight));
  return best;
}

export function counts(events: readonly NaiveEvent[], limit: number): NaiveCounts {
  const [popularity, itemCount, pairs, sequences] = [1, 2, 3, 4].map(() => new Map<string, number>());
  if (!popularity || !itemCount || !pairs || !sequences) throw new Error('unreachable');
  for (const list of lists(events, limit).values()) {
    for (const { item } of list) bump(popularity, item, 1);
    const rated = ratings(list);
    for (const [item, rating] of rated) {
      bump(itemCount, item, rating);
      for (const [other, others] of rated) if (other !== item) bump(pairs, pair(item, other), Math.min(rating, others));
    }
    list.forEach(({ item }, at) => {
      for (let distance = 1; distance <= 10 && distance <= at; distance++) {
        const before = list[at - distance]?.item;
        if (before !== undefined && before !== item) bump(sequences, pair(before, item), 2520 / distance);
      }
    });
  }
  return { popularity, itemCount, pairs, sequences, users: lists(events, limit).size };
}

/**
 * What lists use of counts: of each first item the `most` largest with others, of equal ones those of the item that was
 * seen first in `events`.
 */
export function largest(
  all: ReadonlyMap<string, number>,
  events: readonly NaiveEvent[],
  most: number,
): Map<string, number> {
  const seen = [...new Set(events.map(({ item }) => item))];
  const entries = [...all].map(([key, count]) => {
    const [own = '', other = ''] = key.split(' ');
    return { key, count, own, order: seen.indexOf(other) };
  });
  const rows = seen.map((item) => entries.filter(({ own }) => own === item));
  const kept = rows.flatMap((row) => row.sort((a, b) => b.count - a.count || a.order - b.order).slice(0, most));
  return new Map(kept.map(({ key, count }) => [key, count]));
}

/** The items recommended to the owner of `list`, best first, without those of `known`. */
export function recommend(
  all: NaiveCounts,
  list: readonly NaiveEvent[],
  { top, known: had = [] }: { readonly top: number; readonly known: readonly NaiveEvent[] | undefined },
): string[] {
  const profile = [...new Set(list.map(({ item }) => item).reverse())].slice(0, 10);
  const shares = [1, 0.8, 0.64, 0.512, 0.4096, 0.32768, 0.262144, 0.2097152, 0.16777216, 0.134217728];
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const [events, ratings] = [sum(all.popularity.values()), sum(all.itemCount.values())];
  const known = new Set(had.map(({ item }) => item));
  const items = [...all.itemCount.keys()].filter((item) => !known.has(item) && (all.itemCount.get(item) ?? 0) > 0);
  const scored = items.map((item) => {
    let [filtering, rules] = [0, 0];
    profile.forEach((own, place) => {
      const [one, other] = [all.itemCount.get(own) ?? 0, all.itemCount.get(item) ?? 0];
      const popularity = all.popularity.get(item) ?? 0;
      const share = shares[place] ?? 0;
      const pairs = (all.pairs.get(pair(own, item)) ?? 0) - ((0.375 * one * (events / all.users)) / ratings) * other;
      if (pairs > 0) filtering += share * (pairs / Math.sqrt(one * other));
      const byChance = (0.375 * (all.popularity.get(own) ?? 0) * 7381) / events;
      const sequences = (all.sequences.get(pair(own, item)) ?? 0) - byChance * popularity;
      if (sequences > 0) rules += share * (sequences / Math.sqrt(popularity));
    });
    return { item, filtering, rules };
  });
  const most = Math.max(0, ...scored.map(({ filtering }) => filtering));
  const best = Math.max(0, ...scored.map(({ rules }) => rules));
  const byId = (left: string, right: string) => (left < right ? -1 : 1);
  const ranked = scored
    .map(({ item, filtering, rules }) => ({
      item,
      score: (most > 0 ? filtering / most : 0) + (best > 0 ? (0.5 * rules) / best : 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || byId(a.item, b.item))
    .map(({ item }) => item);
  const popular = items.sort((a, b) => (all.itemCount.get(b) ?? 0) - (all.itemCount.get(a) ?? 0) || byId(a, b));
  return [...new Set([...ranked.slice(0, top), ...popular])].slice(0, top);
}
