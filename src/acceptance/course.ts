/** A number at a time, in milliseconds since 1970. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** More points than this are no clearer on a page. */
const MOST = 120;

/**
 * Events per second along their time, out of the number of events by second (since 1970): equal steps of whole
 * seconds, those without an event too, with nothing before and after. Pure.
 */
export function ratePoints(bySecond: ReadonlyMap<number, number>): readonly Point[] {
  if (bySecond.size === 0) return [];
  const seconds = [...bySecond.keys()];
  const [first, last] = [seconds.reduce((a, b) => Math.min(a, b)), seconds.reduce((a, b) => Math.max(a, b))];
  const step = Math.ceil((last - first + 1) / MOST);
  const steps = new Array<number>(Math.ceil((last - first + 1) / step)).fill(0);
  for (const [second, events] of bySecond) {
    const index = Math.floor((second - first) / step);
    steps[index] = (steps[index] ?? 0) + events;
  }
  const at = (index: number) => (first + index * step) * 1_000;
  return [0, ...steps, 0].map((events, index) => ({ at: at(index - 1), value: events / step }));
}

/** So many samples that a page shows them: of neighbours that are taken together, the largest. Pure. */
export function thinned(samples: readonly Point[]): readonly Point[] {
  const together = Math.ceil(samples.length / MOST);
  if (together <= 1) return samples;
  const groups = Map.groupBy(samples.entries(), ([index]) => Math.floor(index / together));
  return [...groups.values()].map((group) =>
    group.map(([, point]) => point).reduce((most, point) => (point.value > most.value ? point : most)),
  );
}
