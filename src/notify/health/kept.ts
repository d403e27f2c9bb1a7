import { isRecord } from '../../base/values.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { latestValues } from '../../clients/kafka/latest.ts';
import type { OutgoingRecord } from '../../clients/kafka/writer.ts';
import { stateTopicOf } from '../../streams/names.ts';
import type { Entry } from './ledger.ts';
import type { ReadMark } from './unread.ts';

const hasTexts = (value: unknown, names: readonly string[]): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && names.every((name) => typeof value[name] === 'string');

const isEntry = (value: unknown): value is Entry =>
  hasTexts(value, ['channel', 'condition', 'part', 'subject', 'detail', 'hint', 'since']) &&
  typeof value.told === 'boolean' &&
  ['undefined', 'string'].includes(typeof value.until);

const isMark = (value: unknown): value is ReadMark =>
  hasTexts(value, ['channel', 'subject']) && Number.isSafeInteger(value.read);

/** What a channel was told of health, out of the job's compacted topic. */
export async function readKept(
  kafka: RawKafka,
  job: string,
  channel: string,
): Promise<{ readonly entries: readonly Entry[]; readonly marks: readonly ReadMark[] }> {
  const own = <T extends { readonly channel: string }>(all: readonly T[]) =>
    all.filter((one) => one.channel === channel);
  const topic = stateTopicOf(job);
  return {
    entries: own(await latestValues(kafka, topic, isEntry)),
    marks: own(await latestValues(kafka, topic, isMark)),
  };
}

const keyOf = (...parts: readonly string[]) => Buffer.from(parts.join('/'));

/** The record that keeps an entry; `isOver`: that forgets it. */
export const entryRecord = (entry: Entry, isOver: boolean): OutgoingRecord => ({
  key: keyOf(entry.channel, entry.condition, entry.subject),
  value: isOver ? null : Buffer.from(JSON.stringify(entry)),
});

export const markRecord = (mark: ReadMark): OutgoingRecord => ({
  key: keyOf(mark.channel, 'dead-letters', mark.subject, 'read'),
  value: Buffer.from(JSON.stringify(mark)),
});
