import { committedRecords } from '../clients/kafka/committed.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import { lastHeaders } from '../clients/kafka/records.ts';
import { reasonOf, reasonWords, VALUE } from '../pipeline/dead-letters/report.ts';
import type { Reason, Reasons } from './wire/topic.ts';

/** Records of each partition that are looked at. */
const LOOKED = 10_000;
/** Reasons that are counted and told, and characters of one. */
const KEPT = 500;
const TOLD = 50;
const LENGTH = 400;

/** Why the records of a topic of dead letters were rejected, the most frequent first: of its newest records. */
export class TopicReasons {
  readonly #topic: string;
  #last: { readonly of: string; readonly reasons: Reasons } | undefined;

  constructor(topic: string) {
    this.#topic = topic;
  }

  /** Reads records only where others came or went since the last time. */
  async read(kafka: KafkaReader): Promise<Reasons> {
    const partitions = (await kafka.partitions(this.#topic)) ?? [];
    const ranges = await Promise.all(
      partitions.map(async (partition) => {
        const { start, end } = await kafka.bounds(this.#topic, partition);
        return { partition, from: Math.max(start, end - LOOKED), to: end };
      }),
    );
    // One that was created again may have as many records.
    const of = JSON.stringify([...(await kafka.topicIds([this.#topic])), ...ranges]);
    if (this.#last?.of === of) return this.#last.reasons;
    const tally = new Tally();
    let looked = 0;
    for (const { partition, ...range } of ranges) {
      for await (const record of committedRecords(kafka, this.#topic, partition, range)) {
        looked++;
        const reason = reasonOf(lastHeaders(record.headers()));
        if (reason !== undefined) tally.add(reason);
      }
    }
    const reasons = { reasons: tally.reasons, looked };
    this.#last = { of, reasons };
    return reasons;
  }
}

/** A shorter text would find other reasons, too. */
const LONG_ENOUGH = 8;

/** Counts reasons; those that differ in a value alone are one. */
export class Tally {
  readonly #found = new Map<string, Reason>();

  add(reason: string): void {
    const text = reason.slice(0, LENGTH);
    const words = reasonWords(text);
    const before = this.#found.get(words);
    if (before === undefined && this.#found.size >= KEPT) return;
    const longest = text.split(VALUE).reduce((best, part) => (part.length > best.length ? part : best), '');
    const search = longest.length >= LONG_ENOUGH ? longest : text;
    this.#found.set(words, { words, records: (before?.records ?? 0) + 1, search: before?.search ?? search });
  }

  /** The most frequent first. */
  get reasons(): readonly Reason[] {
    return [...this.#found.values()].sort((a, b) => b.records - a.records).slice(0, TOLD);
  }
}
