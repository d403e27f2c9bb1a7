import type { RecommenderSpec } from '../spec.ts';
import { naiveShard } from './naive/digest.ts';
import { bestOf, itemCandidates, type NaiveRecommendation, profileOf } from './naive/list.ts';
import { largest, MOST } from './naive/neighbours.ts';
import type { NaiveRow } from './naive/row.ts';
import { sessionCandidates } from './naive/sessions.ts';
import type { Timeline } from './naive/timeline.ts';
import { Totals } from './naive/totals.ts';
import type { Findings } from './proof.ts';
import type { ReadLog } from './read-log.ts';

/** The log offsets that a list follows from: of the log itself, and of the rows of shards where they differ. */
export interface AsOf {
  readonly log: number;
  readonly shards: Readonly<Record<string, number>>;
}

/** A list that somebody made, wherever it was found. */
export interface MadeList {
  /** `topic recommendations`, a file, an address. */
  readonly where: string;
  readonly user: string;
  readonly items: readonly NaiveRecommendation[];
  readonly asOf: AsOf;
}

/** Makes lists naively as of any offsets; ascending offsets are the cheap ones. */
export class NaiveLists {
  readonly #timeline: Timeline;
  readonly #rowOf: ReadLog['rows'];
  readonly #spec: RecommenderSpec;
  readonly #shards: number;
  readonly #neighbours: number;
  readonly #totals: Totals;

  /** `neighbours`: how many counts of a row are used. */
  constructor(
    { timeline, rows }: Pick<ReadLog, 'timeline' | 'rows'>,
    spec: RecommenderSpec,
    shards: number,
    neighbours = MOST,
  ) {
    this.#timeline = timeline;
    this.#rowOf = rows;
    this.#spec = spec;
    this.#shards = shards;
    this.#neighbours = neighbours;
    this.#totals = new Totals(timeline);
  }

  list(user: string, { log, shards }: AsOf): NaiveRecommendation[] {
    const { top, excludeKnown, model } = this.#spec;
    const without = excludeKnown ? this.#timeline.known(user, log) : new Set<string>();
    const totals = this.#totals.at(log);
    const inputs = {
      list: this.#timeline.list(user, log),
      without,
      totals,
      users: this.#totals.users,
      events: this.#totals.events,
      ratings: this.#totals.ratings,
      lists: this.#totals.lists,
      now: this.#timeline.now(log),
      decay: this.#spec.decay ?? {},
      row: (item: string) => this.#row(item, shards[naiveShard(item, this.#shards)] ?? log),
      top,
    };
    const candidates =
      model === 'sessions'
        ? sessionCandidates(user, log, this.#timeline, without, this.#totals)
        : itemCandidates(inputs);
    return bestOf(candidates, inputs);
  }

  /** Shards of the items that the user's list is made of. */
  shards(user: string, before: number): number[] {
    const items = profileOf(this.#timeline.list(user, before));
    return [...new Set(items.map((item) => naiveShard(item, this.#shards)))];
  }

  #row(item: string, before: number): NaiveRow {
    return largest(this.#rowOf(item, before), (other) => this.#timeline.numberOf(other), this.#neighbours);
  }
}

const text = (items: readonly NaiveRecommendation[]) =>
  JSON.stringify(items.map(({ item, score, because }) => [item, score, because]));

/** Compares each list, items, scores and reasons, with the naive one at its own offsets. Returns how many differ. */
export function proveLists(
  lists: readonly MadeList[],
  naive: NaiveLists,
  findings: Findings,
  progress: (done: number) => void,
): number {
  let different = 0;
  for (const [index, { where, user, items, asOf }] of lists.toSorted((a, b) => a.asOf.log - b.asOf.log).entries()) {
    const expected = naive.list(user, asOf);
    progress(index + 1);
    if (text(items) === text(expected)) continue;
    different++;
    const place = items.findIndex((item, at) => text([item]) !== text(expected.slice(at, at + 1)));
    const at = place < 0 ? items.length : place;
    const told = (list: readonly NaiveRecommendation[]) =>
      list[at] === undefined ? 'nothing' : JSON.stringify(list[at]);
    const message = `${where}: place ${at + 1} is ${told(items)}, the log says ${told(expected)}`;
    findings.add({ kind: 'changed-list', failure: true, message, user, asOf: asOf.log });
  }
  return different;
}
