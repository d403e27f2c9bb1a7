import type { Admin } from 'kafkajs';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { kafkaClient, kafkaConfig } from '../../clients/kafka/client.ts';
import { kafkaError } from '../../clients/kafka/errors.ts';
import { RawKafka } from '../../clients/kafka/fetch.ts';
import { TopicWriter } from '../../clients/kafka/writer.ts';
import type { SchemaRegistry } from '../../clients/registry/client.ts';
import { schemaRegistry } from '../../clients/registry/open.ts';
import { loadCluster } from '../../target/load.ts';

/** What connects only when it is asked for. */
export interface OnDemand {
  admin(): Promise<Admin>;
  /** RefusedError where the cluster has none. */
  registry(): SchemaRegistry;
  /** Writes to a topic with so many partitions. */
  writer(topic: string, partitions: number): Promise<TopicWriter>;
}

/** Connects to the cluster's Kafka for `work` and closes every connection after it. */
export async function withKafka<T>(
  context: Context,
  options: GlobalOptions,
  work: (kafka: RawKafka, onDemand: OnDemand) => Promise<T>,
): Promise<T> {
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  const kafka = new RawKafka(kafkaConfig(addresses, context));
  const client = kafkaClient(addresses, context);
  const admin = client.admin();
  const writers: TopicWriter[] = [];
  const onDemand = {
    admin: async () => {
      await admin.connect().catch((error: unknown) => {
        throw kafkaError(error, 'Kafka');
      });
      return admin;
    },
    registry: () => schemaRegistry(addresses, context),
    writer: async (topic: string, partitions: number) => {
      const writer = await TopicWriter.open(client, topic, partitions);
      writers.push(writer);
      return writer;
    },
  };
  try {
    await kafka.connect();
    return await work(kafka, onDemand);
  } finally {
    await Promise.all([kafka, ...writers].map((each) => each.close()));
    await admin.disconnect();
  }
}
