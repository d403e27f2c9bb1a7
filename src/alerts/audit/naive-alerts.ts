import { definitionOf, type Rule, type TopicTypes } from '../spec.ts';
import { type NaiveRecord, naiveVerdict } from './naive-rule.ts';
import { naiveText } from './naive-time.ts';

/** An alert that must be there. */
export interface Expected {
  readonly rule: string;
  readonly to: string;
  readonly partition: number;
  /** Of its trigger. */
  readonly offset: number;
  readonly key: string;
  readonly value: string;
}

interface Kept {
  readonly offset: number;
  readonly micros: bigint;
  readonly event: string;
}

/** docs/alerts.md: longer events stand in no alert. */
const LONGEST = 32_768;

/** All alerts of one rule over its topic, computed plainly: of each value of `per`, the last events are looked at. */
export class NaiveAlerts {
  readonly rule: Rule;
  matched = 0;
  unclear = 0;
  readonly #topic: TopicTypes;
  /** By partition and value of `per`. */
  readonly #kept = new Map<string, Kept[]>();

  constructor(rule: Rule, topic: TopicTypes) {
    this.rule = rule;
    this.#topic = topic;
  }

  /** Takes the records of a partition in the order of their offsets; the alert that this one makes. */
  take(record: NaiveRecord): Expected | undefined {
    const verdict = naiveVerdict(this.rule, this.#topic, record);
    if (verdict === 'unclear') this.unclear++;
    if (typeof verdict === 'string') return undefined;
    this.matched++;
    const { partition, offset, event } = record;
    const text = event?.text ?? '';
    const trigger = { offset, micros: verdict.micros, event: text.length > LONGEST ? 'null' : text };
    if (this.rule.count === undefined) return this.#alert(partition, [trigger], undefined);
    const { events: enough, within } = this.rule.count;
    const place = `${partition}/${verdict.per}`;
    const last = [...(this.#kept.get(place) ?? []), trigger].slice(-enough);
    const times = last.map(({ micros }) => micros).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const span = (times.at(-1) ?? 0n) - (times[0] ?? 0n);
    if (last.length === enough && span <= BigInt(within) * 1_000n) {
      this.#kept.delete(place);
      return this.#alert(partition, last, this.rule.per === undefined ? undefined : verdict.per);
    }
    this.#kept.set(place, last);
    this.#giveUp(partition);
    return undefined;
  }

  /** No more values than `keys` are kept of a partition: the one that was seen last longest ago goes. */
  #giveUp(partition: number): void {
    const { keys } = this.rule;
    if (keys === undefined || this.#kept.size <= keys) return;
    const mine = [...this.#kept].filter(([place]) => place.startsWith(`${partition}/`));
    if (mine.length <= keys) return;
    const newest = ([, kept]: readonly [string, Kept[]]) => kept.at(-1)?.offset ?? -1;
    const [oldest] = mine.sort((a, b) => newest(a) - newest(b));
    if (oldest !== undefined) this.#kept.delete(oldest[0]);
  }

  #alert(partition: number, events: readonly Kept[], per: string | undefined): Expected {
    const { name, from, to, type } = this.rule;
    const written = events.map(
      ({ offset, micros, event }) =>
        `{"partition":${partition},"offset":${offset},"time":"${naiveText(micros)}","event":${event}}`,
    );
    const parts = [
      `"rule":${JSON.stringify(name)}`,
      `"definition":"${definitionOf(this.rule, this.#topic)}"`,
      `"topic":${JSON.stringify(from)}`,
      ...(type === undefined ? [] : [`"type":${JSON.stringify(type)}`]),
      ...(per === undefined
        ? []
        : [`"per":{"field":${JSON.stringify(this.rule.per?.field)},"value":${JSON.stringify(per)}}`]),
      `"trigger":${written.at(-1)}`,
      `"events":[${written.slice(0, -1).join(',')}]`,
    ];
    const offset = events.at(-1)?.offset ?? -1;
    const key = `${from}-${partition}@${offset}/${name}`;
    return { rule: name, to, partition, offset, key, value: `{${parts.join(',')}}` };
  }
}
