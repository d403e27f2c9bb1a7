import { left } from './fade.ts';
import type { NaiveRow } from './rows.ts';
import type { Placed } from './timeline.ts';
import type { Total } from './totals.ts';

const SHARES = [1, 0.8, 0.64, 0.512, 0.4096, 0.32768, 0.262144, 0.2097152, 0.16777216, 0.134217728];
/** How much of chance is taken off, and the sequences that one event adds: 2520 (1 + 1/2 + … + 1/10). */
const CHANCE = 0.375;
const SEQUENCES = 7381;
const REASONS = 3;

export interface NaiveRecommendation {
  readonly item: string;
  readonly score: number;
  readonly because: readonly string[];
}

export interface ListInputs {
  /** The user's list, oldest event first. */
  readonly list: readonly Placed[];
  /** Items that are not to be recommended. */
  readonly without: ReadonlySet<string>;
  readonly totals: ReadonlyMap<string, Total>;
  /** How many users have events. */
  readonly users: number;
  /** The largest event time in the log's prefix, and what fades with it, in milliseconds. */
  readonly now: number;
  readonly decay: { readonly popularity?: number; readonly profile?: number };
  /** The lists of all users. */
  readonly lists: Iterable<readonly Placed[]>;
  row(item: string): NaiveRow;
  readonly top: number;
}

/** What one item of the profile says for a candidate. */
interface Voice {
  readonly own: string;
  readonly filtering: number;
  readonly rules: number;
}

const before = (left: string, right: string) => (left < right ? -1 : 1);

function voices(
  profile: readonly string[],
  { list, totals, users, now, decay, row }: ListInputs,
): Map<string, Voice[]> {
  const all = new Map<string, Voice[]>();
  const events = [...totals.values()].reduce((sum, { popularity }) => sum + popularity, 0);
  const ratings = [...totals.values()].reduce((sum, { itemCount }) => sum + itemCount, 0);
  for (const [place, own] of profile.entries()) {
    const latest = list.findLast(({ item }) => item === own)?.time ?? 0;
    const share = (SHARES[place] ?? 0) * left(latest, now, decay.profile);
    const { pairs, sequences } = row(own);
    const { itemCount: ownCount, popularity: ownPopularity } = totals.get(own) ?? { itemCount: 0, popularity: 0 };
    const pairsByChance = (CHANCE * ownCount * (events / users)) / ratings;
    const sequencesByChance = (CHANCE * ownPopularity * SEQUENCES) / events;
    for (const candidate of new Set([...pairs.keys(), ...sequences.keys()])) {
      const [pair = 0, sequence = 0] = [pairs.get(candidate), sequences.get(candidate)];
      const { itemCount, popularity } = totals.get(candidate) ?? { itemCount: 0, popularity: 0 };
      const product = ownCount * itemCount;
      const pairExcess = pair - pairsByChance * itemCount;
      const sequenceExcess = sequence - sequencesByChance * popularity;
      const filtering = product > 0 && pairExcess > 0 ? share * (pairExcess / Math.sqrt(product)) : 0;
      const rules = popularity > 0 && sequenceExcess > 0 ? share * (sequenceExcess / Math.sqrt(popularity)) : 0;
      all.set(candidate, [...(all.get(candidate) ?? []), { own, filtering, rules }]);
    }
  }
  return all;
}

/** Events on each item, fading; nothing where popularity does not fade. */
function recentUse({
  lists,
  now,
  decay: { popularity },
}: Pick<ListInputs, 'lists' | 'now' | 'decay'>): Map<string, number> {
  const use = new Map<string, number>();
  if (popularity === undefined) return use;
  for (const list of lists) {
    for (const { item, time } of list) use.set(item, (use.get(item) ?? 0) + left(time, now, popularity));
  }
  return use;
}

/** The latest distinct items of a user's events, latest first: what speaks for candidates. */
export function profileOf(list: readonly Placed[]): string[] {
  return [...new Set(list.map(({ item }) => item).reverse())].slice(0, SHARES.length);
}

/** What the user's latest items speak for, by the definitions of docs/recommender.md. */
export function itemCandidates(inputs: ListInputs): NaiveRecommendation[] {
  const { list, without } = inputs;
  const candidates = [...voices(profileOf(list), inputs)].filter(([item]) => !without.has(item));
  const sums = candidates.map(([item, spoken]) => ({
    item,
    spoken,
    filtering: spoken.reduce((sum, { filtering }) => sum + filtering, 0),
    rules: spoken.reduce((sum, { rules }) => sum + rules, 0),
  }));
  const mostFiltering = sums.reduce((most, { filtering }) => Math.max(most, filtering), 0);
  const mostRules = sums.reduce((most, { rules }) => Math.max(most, rules), 0);
  const blend = (filtering: number, rules: number) =>
    (mostFiltering === 0 ? 0 : filtering / mostFiltering) + (mostRules === 0 ? 0 : (0.5 * rules) / mostRules);
  return sums.map(({ item, spoken, filtering, rules }) => ({
    item,
    score: blend(filtering, rules),
    because: spoken
      .map((voice) => ({ own: voice.own, strength: blend(voice.filtering, voice.rules) }))
      .filter(({ strength }) => strength > 0)
      .sort((left, right) => right.strength - left.strength)
      .slice(0, REASONS)
      .map(({ own }) => own),
  }));
}

/** The list: all candidates sorted, and where they are too few, what is most popular. */
export function bestOf(
  candidates: readonly NaiveRecommendation[],
  inputs: Omit<ListInputs, 'row'>,
): NaiveRecommendation[] {
  const { without, totals, top } = inputs;
  const scored = candidates
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || before(left.item, right.item))
    .slice(0, top);
  const listed = new Set([...without, ...scored.map(({ item }) => item)]);
  const recent = scored.length < top ? recentUse(inputs) : new Map<string, number>();
  const popular = [...totals]
    .filter(([item, { itemCount }]) => itemCount > 0 && !listed.has(item))
    .map(([item, { itemCount }]) => ({ item, itemCount, recent: recent.get(item) ?? 0 }))
    .sort((a, b) => b.recent - a.recent || b.itemCount - a.itemCount || before(a.item, b.item))
    .slice(0, top - scored.length)
    .map(({ item }) => ({ item, score: 0, because: [] }));
  return [...scored, ...popular];
}
