import { chainPartitions } from '../../verify/chain-files.ts';
import { currentChain } from '../../verify/committed-files.ts';
import { type OpenLetter, openLetters } from '../../verify/live-range.ts';
import type { ChainSink } from '../../verify/sink.ts';
import { type LetterPlace, placeKey } from './report.ts';

/**
 * What has become of a dead letter: it waits (`open`), or it is `stored` by now, after a retry or a reset. `unknown`:
 * the sink keeps no chain, or the letter is of a topic that was deleted and created again since.
 */
export type Standing = 'open' | 'stored' | 'unknown';

/** What the chains of a sink say of its dead letters. */
export interface Standings {
  /** Those that wait, with why and by which contract the sink last rejected them, by `placeKey`. */
  readonly open: ReadonlyMap<string, OpenLetter>;
  of(letter: LetterPlace): Standing;
}

const noChain: Standings = { open: new Map(), of: () => 'unknown' };

/** Reads the chains of a sink; one without says nothing. */
export async function standingsOf(sink: ChainSink | undefined): Promise<Standings> {
  if (sink === undefined) return noChain;
  const open = new Map<string, OpenLetter>();
  const positions = new Map<string, { readonly from: number; readonly to: number }>();
  for (const topic of sink.topics) {
    for (const partition of await chainPartitions(sink, topic)) {
      const retried = new Map<number, OpenLetter>();
      const chain = await currentChain(sink, topic, partition, (links) => {
        for (const { kind, deadLettered, contract } of links) {
          if (kind !== 'restore') continue;
          for (const { offset, reason } of deadLettered) retried.set(offset, { reason, contract });
        }
      });
      if (chain.covered !== undefined) positions.set(`${topic}/${partition}`, chain.covered);
      for (const [offset, letter] of openLetters(chain.ranges)) {
        open.set(placeKey({ topic, partition, offset }), retried.get(offset) ?? letter);
      }
    }
  }
  return {
    open,
    of(letter) {
      if (open.has(placeKey(letter))) return 'open';
      const covered = positions.get(`${letter.topic}/${letter.partition}`);
      // a sink reports a record before it commits the offsets around it
      if (covered === undefined || letter.offset < covered.from) return 'unknown';
      return letter.offset < covered.to ? 'stored' : 'open';
    },
  };
}
