import { committedRecords } from '../clients/kafka/committed.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import { type FoundState, StateChunks } from './stored-state.ts';

/** The states in a state topic, read without a consumer group; none where it does not exist. */
export async function readStates(kafka: KafkaReader, topic: string): Promise<readonly FoundState[]> {
  if ((await kafka.partitions(topic)) === undefined) return [];
  const { start, end } = await kafka.bounds(topic, 0);
  const chunks = new StateChunks();
  for await (const record of committedRecords(kafka, topic, 0, { from: start, to: end })) chunks.add(record);
  return chunks.states();
}
