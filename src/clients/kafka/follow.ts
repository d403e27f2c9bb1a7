import type { Position, RawKafka } from './fetch.ts';
import { MultiTail } from './multi-tail.ts';
import type { DecoderOf } from './records.ts';
import type { Chunk } from './tail.ts';

/** Milliseconds that a broker waits for a new record, and in which an abort is noticed. */
const WAIT = 250;

/**
 * What comes to several partitions from these positions on, as soon as any of them has something, until the signal
 * aborts. Throws as `MultiTail` does.
 */
export async function* follow(
  kafka: RawKafka,
  from: readonly Position[],
  signal: AbortSignal,
  decoderOf?: DecoderOf,
): AsyncGenerator<Chunk, void, undefined> {
  const tail = new MultiTail(kafka, decoderOf);
  const positions = from.map((position) => ({ ...position }));
  while (!signal.aborted) {
    for (const chunk of await tail.poll(positions, WAIT)) {
      if (signal.aborted) return;
      const position = positions.find(({ topic, partition }) => topic === chunk.topic && partition === chunk.partition);
      if (position === undefined || position.offset !== chunk.from || chunk.to === chunk.from) continue;
      position.offset = chunk.to;
      yield chunk;
    }
  }
}
