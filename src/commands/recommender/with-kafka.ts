import { loadCluster } from '../../cluster/load.ts';
import type { Context, GlobalOptions } from '../../context.ts';
import { kafkaConfig } from '../../kafka/client.ts';
import { RawKafka } from '../../kafka/fetch.ts';

/** Connects to the cluster's Kafka for `work` and closes the connection after it. */
export async function withKafka<T>(
  context: Context,
  options: GlobalOptions,
  work: (kafka: RawKafka) => Promise<T>,
): Promise<T> {
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  const kafka = new RawKafka(kafkaConfig(addresses, context));
  try {
    await kafka.connect();
    return await work(kafka);
  } finally {
    await kafka.close();
  }
}
