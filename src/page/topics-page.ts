import { printable } from '../base/text/printable.ts';
import type { Clients } from '../clients/clients.ts';
import { describeTopic, listTopics, type TopicDescription } from '../clients/kafka/topics.ts';
import type { TopicPage, TopicRow } from './wire/topic.ts';

/** Every topic, those that Kafka, Connect and this tool keep for themselves last. */
export async function topicRows(clients: Clients): Promise<readonly TopicRow[]> {
  const topics = await listTopics(await clients.admin(), true);
  return topics
    .map(({ topic, internal, partitions }) => ({
      name: topic,
      internal,
      partitions: partitions.length,
      replicas: partitions[0]?.replicas.length ?? 0,
      offsets: offsetsOf(partitions),
    }))
    .toSorted((a, b) => Number(a.internal) - Number(b.internal));
}

/** One topic: partitions and the settings that are its own. @throws ServiceError when there is none */
export async function topicPage(name: string, clients: Clients): Promise<TopicPage> {
  const { topic, partitions, settings } = await describeTopic(await clients.admin(), name);
  const sizes = await (await clients.records()).logSizes(name);
  return {
    name: topic,
    offsets: offsetsOf(partitions),
    bytes: sizes.size === 0 ? null : [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
    partitions: partitions.map((one) => ({ ...one, bytes: sizes.get(one.partition) ?? null })),
    settings: settings
      .filter(({ isDefault }) => !isDefault)
      .map((one) => ({ name: one.name, value: printable(one.value ?? '(hidden)') })),
  };
}

/** An upper bound of records: transactions leave markers among them. */
const offsetsOf = (partitions: TopicDescription['partitions']): number =>
  partitions.reduce((sum, { first, end }) => sum + end - first, 0);
