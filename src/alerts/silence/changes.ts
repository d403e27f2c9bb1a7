import { alertKey } from '../alert.ts';
import { horizonOf, type PartitionGaps, type Silence, silencesOf } from '../rules/silences.ts';
import type { Rule } from '../spec.ts';
import { silenceValue } from './silence-alert.ts';

/** A partition of the topic, as its state and the broker know it. */
export interface Heard extends PartitionGaps {
  /** Whether every record that was there when it was looked at is in the state. */
  readonly isCovered: boolean;
}

/** What the alerts about silence in a topic are by what is known now. */
export class SilenceChanges {
  readonly #rule: Rule;
  readonly #definition: string;
  /** By key: what the topic of alerts holds. */
  readonly #written: Map<string, WrittenSilence>;

  constructor(rule: Rule, definition: string, written: ReadonlyMap<string, WrittenSilence>) {
    this.#rule = rule;
    this.#definition = definition;
    this.#written = new Map(written);
  }

  /** What must be written: a value, or null where the alert does not hold: a late record fell into the silence. */
  take(partitions: readonly Heard[], now: number): readonly Change[] {
    const limit = this.#rule.absent ?? 0;
    const silences = silencesOf(partitions, limit);
    const keys = new Map(silences.map((silence) => [this.#keyOf(silence), silence]));
    const decided = decidedUntil(partitions);
    const changes: Change[] = [];
    for (const [key, silence] of keys) {
      const { from, until } = silence;
      const holds =
        until === undefined ? decided === Number.POSITIVE_INFINITY && now - from.time > limit : until.time <= decided;
      if (!holds) continue;
      const value = silenceValue(this.#rule, this.#definition, silence);
      if (this.#written.get(key)?.value !== value) changes.push({ key, value, time: from.time });
    }
    const horizon = horizonOf(partitions);
    for (const [key, { time }] of this.#written) {
      if (!keys.has(key) && time >= horizon && time < decided) changes.push({ key, value: null, time });
    }
    return changes;
  }

  /** The changes are in the topic. */
  wrote(changes: readonly Change[]): void {
    for (const { key, value, time } of changes) {
      if (value === null) this.#written.delete(key);
      else this.#written.set(key, { value, time });
    }
  }

  #keyOf({ from: { partition, offset } }: Silence): string {
    return alertKey({ topic: this.#rule.from, partition, offset }, this.#rule.name);
  }
}

export interface WrittenSilence {
  readonly value: string;
  /** Of the record before the silence, milliseconds since 1970. */
  readonly time: number;
}

export interface Change {
  readonly key: string;
  readonly value: string | null;
  readonly time: number;
}

/** What happened before this time is known, but for late records: records of a partition that lags come after it. */
function decidedUntil(partitions: readonly Heard[]): number {
  const open = partitions.filter(({ isCovered }) => !isCovered);
  return Math.min(Number.POSITIVE_INFINITY, ...open.map(({ gaps }) => gaps.last?.time ?? Number.NEGATIVE_INFINITY));
}
