import { printable } from '../../base/text/printable.ts';
import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import { type Header, lastHeaders, type RawRecord } from '../../clients/kafka/records.ts';
import type { ReportPlace } from '../../verify/link.ts';

/** Where Connect says of which record a report is, and why it was rejected. */
const PREFIX = '__connect.errors.';
const MESSAGE = `${PREFIX}exception.message`;
const CLASS = `${PREFIX}exception.class.name`;

/** Which record a dead letter is. */
export interface LetterPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A report of a dead-letter topic: the record as it came, and why it was rejected. */
export interface Report extends LetterPlace {
  readonly reason: string;
  /** The record, under its own offset and with its own headers only. */
  readonly record: RawRecord;
  /** Where the report itself is. */
  readonly report: ReportPlace;
}

/** A place as one text. */
export const placeKey = ({ topic, partition, offset }: LetterPlace): string => `${topic}/${partition}/${offset}`;

/** What Connect says of why a record was rejected; undefined where the record is no report. */
export function reasonOf(headers: ReadonlyMap<string, Buffer | null>): string | undefined {
  return (headers.get(MESSAGE) ?? headers.get(CLASS))?.toString('utf8');
}

/** Values in a reason: what is quoted, and numbers. */
export const VALUE = /"[^"]*"|'[^']*'|“[^”]*”|\d+(?:\.\d+)?/g;
const LENGTH = 400;

/** A reason without the values in it, so that those that differ in a value alone are one. */
export const reasonWords = (reason: string): string => printable(reason.slice(0, LENGTH)).replace(VALUE, '…');

/** Every report of a dead-letter topic, as far as it names a record; a topic that does not exist holds none. */
export async function* reportsIn(topic: string, kafka: KafkaReader): AsyncGenerator<Report> {
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    for await (const record of committedRecords(kafka, topic, partition, { from: start, to: end })) {
      const report = asReport(record, partition);
      if (report !== undefined) yield report;
    }
  }
}

function asReport(record: RawRecord, reportPartition: number): Report | undefined {
  const all = record.headers();
  const headers = lastHeaders(all);
  const text = (name: string) => headers.get(PREFIX + name)?.toString('utf8');
  const [topic, partition, offset] = [text('topic'), Number(text('partition')), Number(text('offset'))];
  if (topic === undefined || !Number.isSafeInteger(partition) || !Number.isSafeInteger(offset)) return undefined;
  const own: readonly Header[] = all.filter(({ name }) => !name.startsWith(PREFIX));
  return {
    topic,
    partition,
    offset,
    reason: reasonOf(headers) ?? 'no reason is given',
    record: { ...record, offset, headers: () => own },
    report: { partition: reportPartition, offset: record.offset },
  };
}
