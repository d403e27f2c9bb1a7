import type { ChainPlace, ChainState } from './chain-state.ts';
import type { KeptHead } from './kept.ts';
import type { Finding, OffsetRange } from './proof.ts';

export interface NewestGone extends ChainPlace {
  /** Store and path of the sink. */
  readonly place: string;
  readonly chain: ChainState;
  /** What an earlier run proved. */
  readonly kept?: KeptHead | undefined;
  /** Where the sink's consumer group stands. */
  readonly groupPosition?: number | undefined;
}

/**
 * Whether the newest links of a chain are gone, together with their files: nothing in the store tells of them any more,
 * but an earlier proof saw them, or the sink's group stands where no link has been. Pure.
 */
export function newestGone({ topic, partition, place, chain, kept, groupPosition }: NewestGone): Finding[] {
  const gone = (message: string, to: number): Finding[] => {
    const from = chain.covered?.to ?? 0;
    const range: OffsetRange = { from: Math.min(from, to), to: Math.max(from, to) };
    return [{ kind: 'broken-chain', failure: true, message, topic, partition, range }];
  };
  const seen = kept?.place === place ? kept.chain : undefined;
  const isSame = chain.tip === undefined || chain.origin === seen?.origin;
  if (seen?.tip !== undefined && isSame && seen.tip.seq > (chain.tip?.seq ?? 0)) {
    const end = chain.tip === undefined ? 'the chain is gone' : `the chain ends at link ${chain.tip.seq}`;
    return gone(`an earlier proof saw link ${seen.tip.seq}, and ${end}`, seen.covered?.to ?? 0);
  }
  if (chain.tip === undefined || groupPosition === undefined || groupPosition <= chain.reach) return [];
  return gone(
    `the sink's group stands at offset ${groupPosition}, and the chain ends at ${chain.tip.to}`,
    groupPosition,
  );
}
