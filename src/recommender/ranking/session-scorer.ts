import type { History } from '../model/history.ts';
import type { Sessions } from '../model/sessions/sessions.ts';
import type { ListScorer } from './list-scorer.ts';
import { BIT, logarithm } from './logarithm.ts';
import type { Ranking } from './rank.ts';
import { Sums } from './sums.ts';

/** Neighbours that meet the session only further back than this many events from its end say nothing. */
const REACH = 10;
/** What an item that is in every session weighs: 1 in natural logarithms, as in the published implementation. */
const ONE = Math.round(BIT * Math.LOG2E);
const REASONS = 3;

/** A session like the one at hand. */
interface Neighbour {
  readonly history: History;
  /**
   * Sum over the shared items of how late they came in the session at hand; and a whole number for how late the last
   * came.
   */
  readonly similarity: number;
  readonly nearness: number;
}

/** An item of the session at hand: `back` events before its end, 0 = the last one. */
interface Place {
  readonly item: number;
  readonly back: number;
}

/** Each item of a session at its last place, latest first. */
function placesOf(history: History): Place[] {
  const places = new Map<number, Place>();
  for (let back = 0; back < history.length; back++) {
    const item = history.item(history.length - 1 - back);
    if (!places.has(item)) places.set(item, { item, back });
  }
  return [...places.values()];
}

/**
 * VMIS-kNN (Kersbergen, Sprangers, Schelter: Serenade, SIGMOD 2022): of the sessions that share an item with the one at
 * hand the `recent` latest; of those the `neighbours` most similar, where similarity = Σ over shared items of (length −
 * events after it); score(item) = Σ over neighbours with it of similarity · (10 − place of the last shared item) ·
 * log(sessions / sessions with the item). All of it in whole numbers, so that no order of summing matters; equal ones
 * go by latest touch and by id.
 */
export class SessionScorer implements ListScorer {
  readonly #sessions: Sessions;
  readonly #found: Int32Array;
  readonly #similarities = new Sums();
  readonly #scores = new Sums();
  #places: readonly Place[] = [];
  #neighbours: readonly Neighbour[] = [];

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    this.#found = new Int32Array(sessions.index.recent);
  }

  score(history: History, known: Pick<ReadonlySet<number>, 'has'>, ranking: Pick<Ranking, 'offer'>): void {
    const scores = this.#scores;
    scores.clear();
    this.#places = placesOf(history);
    this.#neighbours = this.#neighboursOf(history);
    const last = this.#places[0]?.item;
    for (const { history: other, similarity, nearness } of this.#neighbours) {
      for (let at = 0; nearness > 0 && at < other.distinctLength; at++) {
        const item = other.distinctItem(at);
        if (item === last || known.has(item)) continue;
        scores.add(item, similarity * nearness * this.#rarity(item, history));
      }
    }
    for (let at = 0; at < scores.length; at++) {
      ranking.offer(scores.item(at), scores.get(scores.item(at)) / scores.maximum);
    }
  }

  /** The session's items that speak most for `candidate` of the last `score`, the strongest first, at most three. */
  reasons(candidate: number): number[] {
    const holders = this.#neighbours.filter(({ history }) => history.indexOf(candidate) >= 0);
    const length = this.#places.length;
    return this.#places
      .map(({ item, back }) => {
        const shared = holders.filter(({ history }) => history.indexOf(item) >= 0);
        return { item, back, strength: shared.reduce((sum, { nearness }) => sum + nearness * (length - back), 0) };
      })
      .filter(({ strength }) => strength > 0)
      .sort((left, right) => right.strength - left.strength || left.back - right.back)
      .slice(0, REASONS)
      .map(({ item }) => item);
  }

  #neighboursOf(history: History): Neighbour[] {
    const { index, histories, options } = this.#sessions;
    const similarities = this.#similarities;
    similarities.clear();
    const nearness: number[] = [];
    for (const { item, back } of this.#places) {
      const found = index.latest(item, this.#found);
      for (let at = 0; at < found; at++) {
        const session = this.#found[at] ?? 0;
        if (histories[session] === history) continue;
        if (similarities.get(session) === 0) nearness.push(Math.max(0, REACH - 1 - back));
        similarities.add(session, history.length - back);
      }
    }
    const all: Neighbour[] = [];
    for (let at = 0; at < similarities.length; at++) {
      const other = histories[similarities.item(at)];
      const similarity = similarities.get(similarities.item(at));
      if (other !== undefined) all.push({ history: other, similarity, nearness: nearness[at] ?? 0 });
    }
    const latest = (left: Neighbour, right: Neighbour) => right.history.touch - left.history.touch;
    return all
      .sort(latest)
      .slice(0, options.recent)
      .sort((left, right) => right.similarity - left.similarity || latest(left, right))
      .slice(0, options.neighbours);
  }

  /** log(sessions / sessions with the item), not counting the session at hand. */
  #rarity(item: number, history: History): number {
    const { index } = this.#sessions;
    const own = history.touch < 0 ? 0 : 1;
    const frequency = index.frequency(item) - (history.indexOf(item) < 0 ? 0 : own);
    const rarity = logarithm(index.size - own) - logarithm(frequency);
    return rarity > 0 ? rarity : ONE;
  }
}
