import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '../src/base/context.ts';
import { kafkaConfig } from '../src/clients/kafka/client.ts';
import { countCommitted } from '../src/clients/kafka/count-committed.ts';
import { RawKafka } from '../src/clients/kafka/fetch.ts';
import type { ClusterAddresses } from '../src/target/addresses.ts';

/** Waits until `topic` holds so many committed records. */
export async function filled(
  topic: string,
  records: number,
  context: Context,
  cluster: ClusterAddresses,
): Promise<void> {
  const kafka = new RawKafka(kafkaConfig(cluster, context));
  await kafka.connect();
  try {
    for (let found = 0; found < records; ) {
      await wait(2_000);
      const counts = ((await kafka.partitions(topic)) ?? []).map(async (partition) => {
        const { start: from, end: to } = await kafka.bounds(topic, partition);
        return (await countCommitted(kafka, topic, partition, [{ from, to }]))[0] ?? 0;
      });
      found = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    }
  } finally {
    await kafka.close();
  }
}
