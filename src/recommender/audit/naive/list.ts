import { left } from './fade.ts';
import type { NaiveRow } from './row.ts';
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
  /** How many users have events; Σ popularity; Σ itemCount. */
  readonly users: number;
  readonly events: number;
  readonly ratings: number;
  /** The largest event time in the log's prefix, and what fades with it, in milliseconds. */
  readonly now: number;
  readonly decay: { readonly popularity?: number; readonly profile?: number };
  /** The lists of all users. */
  readonly lists: Iterable<readonly Placed[]>;
  row(item: string): NaiveRow;
  readonly top: number;
}

/** An item of the profile, which speaks for candidates. */
interface Speaker {
  readonly item: string;
  readonly share: number;
  readonly row: NaiveRow;
  readonly itemCount: number;
  /** What chance alone would count for a candidate: times its itemCount, times its popularity. */
  readonly pairsByChance: number;
  readonly sequencesByChance: number;
}

/** What one speaker says for a candidate, or all together. */
interface Voice {
  filtering: number;
  rules: number;
}

const none: Total = { popularity: 0, itemCount: 0 };
const before = (left: string, right: string) => (left < right ? -1 : 1);

function speakersOf({ list, totals, users, events, ratings, now, decay, row }: ListInputs): Speaker[] {
  return profileOf(list).map((item, place) => {
    const latest = list.findLast((event) => event.item === item)?.time ?? 0;
    const share = (SHARES[place] ?? 0) * left(latest, now, decay.profile);
    const { itemCount, popularity } = totals.get(item) ?? none;
    const pairsByChance = (CHANCE * itemCount * (events / users)) / ratings;
    const sequencesByChance = (CHANCE * popularity * SEQUENCES) / events;
    return { item, share, row: row(item), itemCount, pairsByChance, sequencesByChance };
  });
}

/** What a speaker says by people who had both items; 0 where chance alone would count as much. */
function filteringOf({ share, pairsByChance, ...own }: Speaker, pairs: number, { itemCount }: Total): number {
  const [product, excess] = [own.itemCount * itemCount, pairs - pairsByChance * itemCount];
  return product > 0 && excess > 0 ? share * (excess / Math.sqrt(product)) : 0;
}

/** What a speaker says by events that followed it; 0 where chance alone would count as much. */
function rulesOf({ share, sequencesByChance }: Speaker, sequences: number, { popularity }: Total): number {
  const excess = sequences - sequencesByChance * popularity;
  return popularity > 0 && excess > 0 ? share * (excess / Math.sqrt(popularity)) : 0;
}

/** What all speakers together say, by candidate. */
function voicesOf(speakers: readonly Speaker[], { totals, without }: ListInputs): Map<string, Voice> {
  const voices = new Map<string, Voice>();
  const add = (item: string, filtering: number, rules: number) => {
    if (filtering + rules === 0 || without.has(item)) return;
    const voice = voices.get(item) ?? { filtering: 0, rules: 0 };
    voice.filtering += filtering;
    voice.rules += rules;
    voices.set(item, voice);
  };
  for (const speaker of speakers) {
    for (const [item, count] of speaker.row.pairs) add(item, filteringOf(speaker, count, totals.get(item) ?? none), 0);
    for (const [item, count] of speaker.row.sequences) add(item, 0, rulesOf(speaker, count, totals.get(item) ?? none));
  }
  return voices;
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

/**
 * What the user's latest items speak for, by the definitions of docs/recommender.md: the best, so many as a list holds.
 */
export function itemCandidates(inputs: ListInputs): NaiveRecommendation[] {
  const { totals, top } = inputs;
  const speakers = speakersOf(inputs);
  const voices = [...voicesOf(speakers, inputs)];
  const mostFiltering = voices.reduce((most, [, { filtering }]) => Math.max(most, filtering), 0);
  const mostRules = voices.reduce((most, [, { rules }]) => Math.max(most, rules), 0);
  const blend = ({ filtering, rules }: Voice) =>
    (mostFiltering === 0 ? 0 : filtering / mostFiltering) + (mostRules === 0 ? 0 : (0.5 * rules) / mostRules);
  const reasons = (item: string) => {
    const total = totals.get(item) ?? none;
    return speakers
      .map((speaker) => {
        const filtering = filteringOf(speaker, speaker.row.pairs.get(item) ?? 0, total);
        const rules = rulesOf(speaker, speaker.row.sequences.get(item) ?? 0, total);
        return { own: speaker.item, strength: blend({ filtering, rules }) };
      })
      .filter(({ strength }) => strength > 0)
      .sort((one, other) => other.strength - one.strength)
      .slice(0, REASONS)
      .map(({ own }) => own);
  };
  return voices
    .map(([item, voice]) => ({ item, score: blend(voice) }))
    .sort((one, other) => other.score - one.score || before(one.item, other.item))
    .slice(0, top)
    .map((best) => ({ ...best, because: reasons(best.item) }));
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
  if (scored.length === top) return scored;
  const recent = recentUse(inputs);
  const popular = [...totals]
    .filter(([item, { itemCount }]) => itemCount > 0 && !listed.has(item))
    .map(([item, { itemCount }]) => ({ item, itemCount, recent: recent.get(item) ?? 0 }))
    .sort((a, b) => b.recent - a.recent || b.itemCount - a.itemCount || before(a.item, b.item))
    .slice(0, top - scored.length)
    .map(({ item }) => ({ item, score: 0, because: [] }));
  return [...scored, ...popular];
}
