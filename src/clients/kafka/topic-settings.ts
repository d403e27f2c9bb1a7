import kafkajs, { type Admin, type ConfigEntries } from 'kafkajs';
import type { Asking } from './create-topics.ts';

export interface TopicSettings {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  /** Every setting with its effective value. */
  readonly config: Readonly<Record<string, string>>;
}

async function entriesOf(
  admin: Admin,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly ConfigEntries[]>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name })),
  });
  return new Map(resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
}

/** Shape and settings of those of `names` that exist, sorted by name. */
export async function readTopics(admin: Admin, names: readonly string[]): Promise<readonly TopicSettings[]> {
  const all = new Set(await admin.listTopics());
  const existing = [...new Set(names)].filter((name) => all.has(name)).sort();
  if (existing.length === 0) return [];
  const [{ topics }, entries] = await Promise.all([
    admin.fetchTopicMetadata({ topics: existing }),
    entriesOf(admin, existing),
  ]);
  const shapes = new Map(topics.map((topic) => [topic.name, topic.partitions]));
  return existing.map((name) => ({
    name,
    partitions: shapes.get(name)?.length ?? 0,
    replication: shapes.get(name)?.[0]?.replicas.length ?? 0,
    config: Object.fromEntries(
      (entries.get(name) ?? []).map(({ configName, configValue }) => [configName, configValue]),
    ),
  }));
}

/** Lets a topic grow to `partitions`. */
export async function growTopic(
  admin: Admin,
  name: string,
  partitions: number,
  { validateOnly = false }: Asking = {},
): Promise<void> {
  await admin.createPartitions({ validateOnly, topicPartitions: [{ topic: name, count: partitions }] });
}

/** Sets some settings of a topic. The request replaces all of them, so those the topic has of its own go along. */
export async function setTopicConfig(
  admin: Admin,
  name: string,
  config: Readonly<Record<string, string>>,
  { validateOnly = false }: Asking = {},
): Promise<void> {
  const entries = (await entriesOf(admin, [name])).get(name) ?? [];
  const own = entries.filter(({ configSource }) => configSource === kafkajs.ConfigSource.TOPIC_CONFIG);
  const merged = {
    ...Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue])),
    ...config,
  };
  await admin.alterConfigs({
    validateOnly,
    resources: [
      {
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name,
        configEntries: Object.entries(merged).map(([key, value]) => ({ name: key, value })),
      },
    ],
  });
}
