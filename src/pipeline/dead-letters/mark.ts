import type { KafkaReader } from '../../clients/kafka/reader.ts';
import { chainPartitions, listChain } from '../../verify/chain-files.ts';
import type { DeskSink } from './list.ts';

/** A text that is another one whenever something else may have become true of the dead letters of a sink. */
export async function markOf({ deadLetter, chain }: DeskSink, kafka: KafkaReader): Promise<string> {
  const partitions = (await kafka.partitions(deadLetter)) ?? [];
  const bounds = await Promise.all(partitions.map((partition) => kafka.bounds(deadLetter, partition)));
  const tips: unknown[] = [];
  for (const topic of chain?.topics ?? []) {
    if (chain === undefined) break;
    for (const partition of await chainPartitions(chain, topic)) {
      const { seqs } = await listChain({ ...chain, topic, partition });
      tips.push([topic, partition, seqs.at(-1)]);
    }
  }
  // One that was created again may have as many records.
  const ids = [...(await kafka.topicIds([deadLetter]))];
  return JSON.stringify([ids, bounds, tips, [...(chain?.contractDigests ?? [])]]);
}
