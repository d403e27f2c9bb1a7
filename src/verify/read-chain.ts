import { type ChainState, emptyChain, walkChain } from './chain.ts';
import { listChain } from './chain-files.ts';
import type { RangeResult } from './judge-range.ts';
import type { KeptProof } from './kept.ts';
import type { Finding } from './proof.ts';
import type { Subject } from './subject.ts';

export interface ReadChain {
  readonly chain: ChainState;
  /** The same without its newest link. */
  readonly before: ChainState;
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
 * Reads a partition's chain: after a kept proof only the links that are new, when the proof is of this place, deep enough, and the links
 * below it were not touched; `full` builds on none.
 */
export async function readChain(subject: Subject, kept: KeptProof | undefined): Promise<ReadChain> {
  const { sink, topic, partition, rows, full } = subject;
  const stored = await listChain({ ...sink, topic, partition });
  const seq = kept?.chain.tip?.seq ?? 0;
  const holds =
    !full &&
    kept !== undefined &&
    kept.place === placeOf(subject) &&
    (kept.deep || rows === undefined) &&
    kept.fingerprint === stored.fingerprint(seq);
  const { links, findings } = await stored.readAfter(holds ? seq : 0, true);
  const proven = holds ? kept.chain : emptyChain;
  const place = { topic, partition };
  const there = new Set(stored.seqs);
  const missing = Array.from({ length: stored.seqs.at(-1) ?? 0 }, (_, index) => index + 1).filter((n) => !there.has(n));
  return {
    chain: walkChain(links, place, proven),
    before: walkChain(links.slice(0, -1), place, proven),
    findings,
    results: holds ? kept.results : [],
    missing: new Set(missing),
    fingerprint: stored.fingerprint,
  };
}
