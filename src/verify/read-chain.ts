import { type ChainEnd, ChainWalk } from './chain.ts';
import { listChain } from './chain-files.ts';
import { emptyChain } from './chain-state.ts';
import type { RangeResult } from './judge-range.ts';
import type { Kept } from './kept.ts';
import type { Finding } from './proof.ts';
import type { Subject } from './subject.ts';

export interface ReadChain extends ChainEnd {
  /** Links that cannot be read. */
  readonly findings: readonly Finding[];
  /** What an earlier proof found for its ranges; empty when none could be taken over. */
  readonly results: readonly RangeResult[];
  /** Numbers of links that should exist and do not. */
  readonly missing: ReadonlySet<number>;
  fingerprint(seq: number): string;
}

/** What a kept proof must be a proof of. */
export function placeOf({ sink }: Subject): string {
  return `${sink.store.uri}${sink.root}`;
}

/**
 * Reads a partition's chain: after a kept proof only the links that are new, when the proof is of this place, deep
 * enough, and the links below it were not touched; `full` builds on none.
 */
export async function readChain(subject: Subject, kept: Kept | undefined): Promise<ReadChain> {
  const { sink, topic, partition, rows, full, signal } = subject;
  const stored = await listChain({ ...sink, topic, partition });
  const head = kept?.head;
  const holds =
    !full &&
    head !== undefined &&
    head.place === placeOf(subject) &&
    (head.deep || rows === undefined) &&
    head.fingerprint === stored.fingerprint(head.chain.tip?.seq ?? 0);
  const earlier = holds ? await kept?.load() : undefined;
  const walk = new ChainWalk({ topic, partition }, earlier?.chain ?? emptyChain);
  const unreadable: Finding[] = [];
  for await (const { links, findings } of stored.readAfter(earlier?.chain.tip?.seq ?? 0, true)) {
    signal.throwIfAborted();
    for (const link of links) walk.take(link);
    unreadable.push(...findings);
  }
  const there = new Set(stored.seqs);
  const missing = Array.from({ length: stored.seqs.at(-1) ?? 0 }, (_, index) => index + 1).filter((n) => !there.has(n));
  return {
    ...walk.end(),
    findings: unreadable,
    results: earlier?.results ?? [],
    missing: new Set(missing),
    fingerprint: stored.fingerprint,
  };
}
