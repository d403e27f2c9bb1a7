import type { LastRecord, Link, LostRange } from './link.ts';
import type { LiveRange } from './live-range.ts';
import type { Finding, OffsetRange } from './proof.ts';

/** What a chain of links says, and where it contradicts itself. */
export interface ChainState {
  readonly ranges: readonly LiveRange[];
  /** Ranges written off by `onDataLoss: continue`. */
  readonly lost: readonly LostRange[];
  /** Paths retired by a reset or a retire link: no reader should find them any more. */
  readonly retired: ReadonlySet<string>;
  /** First offset the chain speaks of, and the sink's position; undefined for an empty chain. */
  readonly covered: OffsetRange | undefined;
  readonly last: LastRecord | undefined;
  readonly tip: Link | undefined;
  readonly topicId: string | undefined;
  /** Who wrote the first link, and when: tells a chain from another one that began in its place. */
  readonly origin: string | undefined;
  /** The highest position that any link of this topic had: the group never stood behind it. */
  readonly reach: number;
  readonly breaks: readonly Finding[];
}

export const emptyChain: ChainState = {
  ranges: [],
  lost: [],
  retired: new Set(),
  covered: undefined,
  last: undefined,
  tip: undefined,
  topicId: undefined,
  origin: undefined,
  reach: 0,
  breaks: [],
};

/** Where a chain is; part of every finding about it. */
export interface ChainPlace {
  readonly topic: string;
  readonly partition: number;
}
