import kafkajs, { type Admin } from 'kafkajs';
import { missingTopic, requireTopics } from './missing-topic.ts';

export interface PartitionDescription {
  readonly partition: number;
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  /** Offset of the oldest record that is still there. */
  readonly first: number;
  /** Offset the next record will get; transaction markers count too. */
  readonly end: number;
}

export interface TopicDescription {
  readonly topic: string;
  readonly internal: boolean;
  readonly partitions: readonly PartitionDescription[];
}

export interface TopicSetting {
  readonly name: string;
  /** Undefined when the broker masks it. */
  readonly value: string | undefined;
  readonly isDefault: boolean;
}

/** Topics that Kafka, Connect and this tool keep for themselves start with an underscore. */
const isInternal = (topic: string): boolean => topic.startsWith('_');

async function describe(admin: Admin, names: readonly string[]): Promise<TopicDescription[]> {
  if (names.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  return Promise.all(
    topics
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))
      .map(async ({ name, partitions }) => {
        const offsets = new Map((await admin.fetchTopicOffsets(name)).map((offset) => [offset.partition, offset]));
        return {
          topic: name,
          internal: isInternal(name),
          partitions: partitions
            .map(({ partitionId, leader, replicas, isr }) => ({
              partition: partitionId,
              leader,
              replicas,
              inSync: isr,
              first: Number(offsets.get(partitionId)?.low ?? 0),
              end: Number(offsets.get(partitionId)?.high ?? 0),
            }))
            .sort((left, right) => left.partition - right.partition),
        };
      }),
  );
}

/** Every topic with its partitions and offsets, sorted by name; internal ones only when asked for. */
export async function listTopics(admin: Admin, withInternal: boolean): Promise<TopicDescription[]> {
  const names = await admin.listTopics();
  return describe(
    admin,
    names.filter((name) => withInternal || !isInternal(name)),
  );
}

/** One topic with its settings, sorted by name. Throws ServiceError when there is no such topic. */
export async function describeTopic(
  admin: Admin,
  topic: string,
): Promise<TopicDescription & { readonly settings: readonly TopicSetting[] }> {
  await requireTopics(admin, [topic]);
  const [description] = await describe(admin, [topic]);
  if (description === undefined) throw missingTopic(topic, []);
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }],
  });
  const settings = (resources[0]?.configEntries ?? []).map((entry) => ({
    name: entry.configName,
    value: entry.isSensitive ? undefined : entry.configValue,
    // describeConfigs v1 and later name the source: 1 = this topic's own setting.
    isDefault: entry.configSource !== kafkajs.ConfigSource.TOPIC_CONFIG,
  }));
  return { ...description, settings: settings.sort((left, right) => (left.name < right.name ? -1 : 1)) };
}
