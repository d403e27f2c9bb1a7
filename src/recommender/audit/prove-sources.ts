import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import { deadLetterTopic, type RecommenderSpec } from '../spec.ts';
import { type EventFields, readNaively } from './naive/reading.ts';
import type { Findings, SourceProof } from './proof.ts';
import type { LoggedSource, ReadLog } from './read-log.ts';

const bytes = (value: Buffer | null): string | null => value?.toString('base64') ?? null;
const text = ({ user, item, type, rating, time }: EventFields) => JSON.stringify([user, item, type, rating, time]);

/** The dead letters of this recommender by the coordinates of their records: the value of each. */
async function readDeadLetters(kafka: KafkaReader, spec: RecommenderSpec): Promise<Map<string, string | null>> {
  const letters = new Map<string, string | null>();
  const topic = deadLetterTopic(spec);
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    for await (const { key, value } of committedRecords(kafka, topic, partition, { from: start, to: end })) {
      letters.set(key?.toString() ?? '', bytes(value));
    }
  }
  return letters;
}

/**
 * Holds the log against the sources, as far as it covers them: the distinct events are a permutation of the valid
 * source records, each in its own words, and every record that cannot be read is a dead letter.
 */
export async function proveSources(
  kafka: KafkaReader,
  spec: RecommenderSpec,
  log: ReadLog,
  findings: Findings,
): Promise<SourceProof[]> {
  const letters = await readDeadLetters(kafka, spec);
  const unclaimed = new Set(letters.keys());
  const proofs: SourceProof[] = [];
  for (const topic of [...spec.from].sort()) {
    for (const partition of (await kafka.partitions(topic)) ?? []) {
      const logged = log.sources.get(`${topic} ${partition}`);
      proofs.push(await provePartition(kafka, spec, { topic, partition }, logged, letters, unclaimed, findings));
    }
  }
  const known = new Set(proofs.map(({ topic, partition }) => `${topic} ${partition}`));
  for (const [key, { events }] of log.sources) {
    if (known.has(key) || events.size === 0) continue;
    const message = `the log has ${events.size} events of ${key}, which is no source`;
    findings.add({ kind: 'extra-event', failure: true, message });
  }
  for (const key of unclaimed) {
    const message = `dead letter ${key} is of no record that cannot be read`;
    findings.add({ kind: 'extra-dead-letter', failure: false, message, topic: deadLetterTopic(spec) });
  }
  return proofs;
}

async function provePartition(
  kafka: KafkaReader,
  spec: RecommenderSpec,
  place: { readonly topic: string; readonly partition: number },
  logged: LoggedSource | undefined,
  letters: ReadonlyMap<string, string | null>,
  unclaimed: Set<string>,
  findings: Findings,
): Promise<SourceProof> {
  const { topic, partition } = place;
  const { start, end } = await kafka.bounds(topic, partition);
  const [from, to] = [Math.max(start, logged?.from ?? start), Math.min(end, logged?.to ?? start)];
  const fail =
    (kind: 'missing-event' | 'changed-event' | 'extra-event' | 'missing-dead-letter') =>
    (offset: number, message: string) =>
      findings.add({ kind, failure: true, message, ...place, offset });
  const counts = { events: 0, broken: 0, skipped: 0 };
  const left = new Set(logged?.events.keys());
  for await (const record of committedRecords(kafka, topic, partition, { from, to })) {
    const { offset } = record;
    const reading = readNaively(spec, topic, record);
    if (reading.is === 'nothing') counts.skipped++;
    if (reading.is === 'broken') {
      counts.broken++;
      const key = `${topic}-${partition}@${offset}`;
      unclaimed.delete(key);
      if (letters.get(key) !== bytes(record.original ?? record.value))
        fail('missing-dead-letter')(offset, 'it is no dead letter as it was');
    }
    if (reading.is !== 'event') continue;
    counts.events++;
    const event = logged?.events.get(offset);
    left.delete(offset);
    if (event === undefined) fail('missing-event')(offset, `the log lacks ${text(reading.fields)}`);
    else if (text(event) !== text(reading.fields)) {
      fail('changed-event')(offset, `the log has ${text(event)}, its source ${text(reading.fields)}`);
    }
  }
  const removed = [...left].filter((offset) => offset < start);
  if (removed.length > 0) {
    const message = `${removed.length} events of the log are of records that retention has removed`;
    findings.add({
      kind: 'removed-records',
      failure: false,
      message,
      ...place,
      offset: removed.reduce((least, one) => Math.min(least, one)),
    });
  }
  for (const offset of left) {
    if (offset >= start) fail('extra-event')(offset, 'the log has an event that its source does not have');
  }
  return { topic, partition, from, to, ...counts, lag: Math.max(0, end - to) };
}
