import type { Admin } from 'kafkajs';
import { loadCluster } from '../../cluster/load.ts';
import type { Context, GlobalOptions } from '../../context.ts';
import { kafkaClient, kafkaConfig } from '../../kafka/client.ts';
import { kafkaError } from '../../kafka/errors.ts';
import { RawKafka } from '../../kafka/fetch.ts';

/** Connects to the cluster's Kafka for `work` and closes the connections after it; `admin` connects when it is called. */
export async function withKafka<T>(
  context: Context,
  options: GlobalOptions,
  work: (kafka: RawKafka, admin: () => Promise<Admin>) => Promise<T>,
): Promise<T> {
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  const kafka = new RawKafka(kafkaConfig(addresses, context));
  const admin = kafkaClient(addresses, context).admin();
  try {
    await kafka.connect();
    return await work(kafka, async () => {
      await admin.connect().catch((error: unknown) => {
        throw kafkaError(error, 'Kafka');
      });
      return admin;
    });
  } finally {
    await Promise.all([kafka.close(), admin.disconnect()]);
  }
}
