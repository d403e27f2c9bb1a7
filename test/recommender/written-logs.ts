import fc from 'fast-check';
import type { EventsRecord, SourcedEvent } from '../../src/recommender/log/log-record.ts';
import { type RecommenderSpec, readingDigest } from '../../src/recommender/spec.ts';

export const spec: RecommenderSpec = {
  from: ['views', 'ratings'],
  to: 'lists',
  user: 'user',
  item: 'item',
  weights: { view: 1, rating: 3 },
  rating: 'stars',
  types: { views: { type: 'view' }, ratings: { type: 'rating' } },
  top: 5,
  history: 6,
  excludeKnown: true,
};
export const reading = readingDigest(spec);

const event = fc.record({
  user: fc.constantFrom('ann', 'bob', 'cleo'),
  item: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  rating: fc.option(fc.integer({ min: 1, max: 5 })),
});
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;
/** Two source partitions, and the lives of writers: each starts at or before what is covered and writes some pieces. */
export const history = fc.record({
  sources: fc.tuple(fc.array(event, { maxLength: 40 }), fc.array(event, { maxLength: 40 })),
  lives: fc.array(fc.record({ back: fc.nat(15), pieces: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 6 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
});

const idOf = (source: number) => String(source + 1).repeat(32);
const topicOf = (source: number) => (source === 0 ? 'views' : 'ratings');

/** The log that such writers leave behind: pieces in any cut, many of them again. */
export function logOf({ sources, lives }: typeof history extends fc.Arbitrary<infer T> ? T : never): EventsRecord[] {
  const log: EventsRecord[] = [];
  const covered = [0, 0];
  const write = (at: number[], lengths: readonly number[]) => {
    const coverage = at.map((from, source) => {
      const to = Math.min(sources[source]?.length ?? 0, from + (lengths[source] ?? 0));
      return { topic: topicOf(source), id: idOf(source), partition: 0, from, to };
    });
    const events = coverage.flatMap(({ from, to }, source) =>
      (sources[source] ?? []).slice(from, to).map(
        (one: Event, index): SourcedEvent => ({
          ...one,
          source,
          offset: from + index,
          type: source === 0 ? 'view' : 'rating',
          time: 0,
        }),
      ),
    );
    log.push({ kind: 'events', reading, coverage, events, broken: [] });
    coverage.forEach(({ to }, source) => {
      at[source] = to;
      covered[source] = Math.max(covered[source] ?? 0, to);
    });
  };
  for (const { back, pieces } of lives) {
    const at = covered.map((offset) => Math.max(0, offset - back));
    for (const lengths of pieces) write(at, lengths);
  }
  write([...covered], [1_000, 1_000]);
  return log;
}
