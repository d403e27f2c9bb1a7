import type { Clock } from '../base/context.ts';
import { pause } from '../base/until.ts';

/** Milliseconds between two samples, and how many are kept: an hour. */
const INTERVAL = 15_000;
const KEPT = 240;
/** Values that are kept over time, at most; what would be more is left out. */
const MOST = 2_000;

/** One value over time: `[milliseconds since the epoch, value]`, the oldest first. */
export type Points = readonly (readonly [at: number, value: number])[];

/**
 * The last hour of many numbers, in bounded memory. They are taken whether somebody watches or not: who comes when
 * something is wrong wants to see since when.
 */
export class History {
  readonly #series = new Map<string, [at: number, value: number][]>();

  /** Adds what was read at `at`; a number that is not among `values` any more is forgotten with its last sample. */
  add(at: number, values: ReadonlyMap<string, number>): void {
    for (const [name, value] of values) {
      const points = this.#series.get(name) ?? [];
      if (points.length === 0 && this.#series.size >= MOST) continue;
      points.push([at, value]);
      this.#series.set(name, points);
    }
    const oldest = at - INTERVAL * KEPT;
    for (const [name, points] of this.#series) {
      while (points[0] !== undefined && (points[0][0] < oldest || points.length > KEPT)) points.shift();
      if (points.length === 0) this.#series.delete(name);
    }
  }

  of(name: string): Points {
    return this.#series.get(name) ?? [];
  }
}

/** Takes samples until `signal`. What cannot be read leaves a gap; pages tell why. */
export async function keepSampling(
  clock: Clock,
  signal: AbortSignal,
  samplers: readonly (() => Promise<unknown>)[],
): Promise<void> {
  while (!signal.aborted) {
    for (const sample of samplers) if (!signal.aborted) await sample().catch(() => undefined);
    await pause(clock, INTERVAL, signal);
  }
}

/** What was added between each two samples, per second; nothing where counting began anew. */
export function perSecond(points: Points): Points {
  return points.slice(1).flatMap(([at, value], index) => {
    const [before, first] = points[index] ?? [at, value];
    return at === before || value < first ? [] : [[at, (1000 * (value - first)) / (at - before)] as const];
  });
}
