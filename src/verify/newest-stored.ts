import { committedRecords } from '../clients/kafka/committed.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import type { ProvableSink } from './provable.ts';

/** Records that are looked at before a position, more where all of them were markers or aborted. */
const FIRST_LOOK = 100;
const MORE = 100;

/**
 * The timestamp of the newest record that a sink has stored, of all partitions, in milliseconds since 1970; undefined
 * where it has stored none. What is on its way does not count. Errors are those of Kafka and the store.
 */
export async function newestStored(sink: ProvableSink, kafka: KafkaReader): Promise<number | undefined> {
  const times: number[] = [];
  for (const topic of sink.topics) {
    for (const partition of (await kafka.partitions(topic)) ?? []) {
      const position = await sink.position(topic, partition, kafka);
      if (typeof position !== 'number') continue;
      const time = await timeBefore(kafka, topic, partition, position);
      if (time !== undefined) times.push(time);
    }
  }
  return times.length === 0 ? undefined : Math.max(...times);
}

/** The timestamp of the last committed record before an offset. */
async function timeBefore(
  kafka: KafkaReader,
  topic: string,
  partition: number,
  to: number,
): Promise<number | undefined> {
  const { start } = await kafka.bounds(topic, partition);
  for (let size = FIRST_LOOK; ; size *= MORE) {
    const from = Math.max(start, to - size);
    let time: number | undefined;
    for await (const { timestamp } of committedRecords(kafka, topic, partition, { from, to })) time = timestamp;
    if (time !== undefined || from === start) return time;
  }
}
