import { setTimeout as wait } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { ServiceError } from '../../base/errors.ts';

export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  /** Settings of its own, e.g. `cleanup.policy`. */
  readonly config: Readonly<Record<string, string>>;
}

/** `validateOnly`: the broker says whether it would, and does nothing. */
export interface Asking {
  readonly validateOnly?: boolean;
}

const patience = 30_000;
const pause = 100;

/**
 * Creates topics and waits until every partition can be written to; false when one of them exists already. The broker
 * that answers may not yet know a topic that the controller has made, which is no error: kafkajs takes it for one.
 */
export async function createTopics(
  admin: Admin,
  topics: readonly NewTopic[],
  { validateOnly = false }: Asking = {},
): Promise<boolean> {
  const created = await admin.createTopics({
    validateOnly,
    waitForLeaders: false,
    topics: topics.map(({ name, partitions, replication, config }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
    })),
  });
  if (validateOnly) return created;
  for (const { name, partitions } of topics) await untilWritable(admin, name, partitions);
  return created;
}

async function untilWritable(admin: Admin, name: string, partitions: number): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    const known = await admin.fetchTopicMetadata({ topics: [name] }).catch(() => undefined);
    const leaders = known?.topics[0]?.partitions.filter(({ leader }) => leader >= 0) ?? [];
    if (leaders.length >= partitions) return;
    if (Date.now() > until) {
      throw new ServiceError(`Kafka made the topic, but gave it no leader within ${patience / 1000} s`, {
        where: `topic ${name}`,
        hint: 'Look at the logs of its brokers, then run the same command again.',
      });
    }
    await wait(pause);
  }
}

/** Creates those of `wanted` that do not exist; what exists stays as it is. */
export async function ensureTopics(admin: Admin, wanted: readonly NewTopic[]): Promise<void> {
  const existing = await admin.listTopics();
  const missing = wanted.filter(({ name }) => !existing.includes(name));
  if (missing.length > 0) await createTopics(admin, missing);
}
