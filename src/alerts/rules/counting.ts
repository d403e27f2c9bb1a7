import type { Instant } from '../../base/time.ts';
import type { Rule } from '../spec.ts';
import { spanOf } from './instant.ts';

/** An event that counts towards an alert. */
export interface Counted {
  readonly offset: number;
  readonly at: Instant;
  /** The event as it was written; absent where it is too long to keep. */
  readonly text?: string;
}

/**
 * The events that may still lead to an alert, of each value of `per`: the last ones in the order of the topic, fewer
 * than it takes. Of more values than `keys`, the one whose latest event is oldest in that order is given up.
 */
export class Counting {
  /** By value of `per`, those with the oldest latest event first. */
  readonly open = new Map<string, readonly Counted[]>();
  evicted = 0;
  readonly #events: number;
  readonly #within: number;
  readonly #keys: number;

  constructor({ count, keys = Number.POSITIVE_INFINITY }: Pick<Rule, 'count' | 'keys'>) {
    this.#events = count?.events ?? 1;
    this.#within = (count?.within ?? 0) * 1_000;
    this.#keys = keys;
  }

  /**
   * Takes the next matching event. Returns the events that led to an alert, oldest first; undefined when it makes none.
   */
  take(per: string, event: Counted): readonly Counted[] | undefined {
    const before = this.#near(this.open.get(per) ?? [], event);
    this.open.delete(per);
    const complete = before.length === this.#events - 1;
    if (complete && spanOf([...before, event].map(({ at }) => at)) <= this.#within) return before;
    this.open.set(per, [...(complete ? before.slice(1) : before), event]);
    if (this.open.size > this.#keys) this.#evict();
    return undefined;
  }

  /** Without those up to the last that is too far from `event`: whatever alert they led to, it would be among it. */
  #near(events: readonly Counted[], event: Counted): readonly Counted[] {
    return events.slice(events.findLastIndex(({ at }) => spanOf([at, event.at]) > this.#within) + 1);
  }

  #evict(): void {
    const [oldest] = this.open.keys();
    if (oldest === undefined) return;
    this.open.delete(oldest);
    this.evicted++;
  }
}
