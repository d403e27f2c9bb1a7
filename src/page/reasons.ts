import { printable } from '../base/text/printable.ts';
import { committedRecords } from '../clients/kafka/committed.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { lastHeaders } from '../clients/kafka/records.ts';
import type { Reason, Reasons } from './wire/topic.ts';

/** Where Connect says why it rejected a record. */
const MESSAGE = '__connect.errors.exception.message';
const CLASS = '__connect.errors.exception.class.name';
/** Records of each partition that are looked at. */
const LOOKED = 10_000;
/** Reasons that are counted and told, and characters of one. */
const KEPT = 500;
const TOLD = 50;
const LENGTH = 400;

/** Why the records of a topic of dead letters were rejected, the most frequent first: of its newest records. */
export async function reasonsIn(topic: string, kafka: RawKafka): Promise<Reasons> {
  const tally = new Tally();
  let looked = 0;
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    const range = { from: Math.max(start, end - LOOKED), to: end };
    for await (const record of committedRecords(kafka, topic, partition, range)) {
      looked++;
      const headers = lastHeaders(record.headers());
      const reason = (headers.get(MESSAGE) ?? headers.get(CLASS))?.toString('utf8');
      if (reason !== undefined) tally.add(reason);
    }
  }
  return { reasons: tally.reasons, looked };
}

/** Values in a reason: what is quoted, and numbers. */
const VALUE = /"[^"]*"|'[^']*'|“[^”]*”|\d+(?:\.\d+)?/g;
/** A shorter text would find other reasons, too. */
const LONG_ENOUGH = 8;

/** Counts reasons; those that differ in a value alone are one. */
export class Tally {
  readonly #found = new Map<string, Reason>();

  add(reason: string): void {
    const text = reason.slice(0, LENGTH);
    const words = printable(text).replace(VALUE, '…');
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
