import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { TopicDescription, TopicSetting } from '../clients/kafka/topics.ts';

const offsetsOf = ({ partitions }: TopicDescription): number =>
  partitions.reduce((sum, { first, end }) => sum + end - first, 0);

/** One line per topic. Offsets are an upper bound of records: transactions leave markers among them. */
export function renderTopics(topics: readonly TopicDescription[]): string {
  return table(
    [
      { title: 'TOPIC' },
      { title: 'PARTITIONS', align: 'right' },
      { title: 'REPLICAS', align: 'right' },
      { title: 'OFFSETS', align: 'right' },
    ],
    topics.map((topic) => [
      printable(topic.topic),
      String(topic.partitions.length),
      String(topic.partitions[0]?.replicas.length ?? 0),
      String(offsetsOf(topic)),
    ]),
  );
}

/** Partitions with leader, replicas and offsets, then the settings that differ from the broker's. */
export function renderTopic(
  topic: TopicDescription & { readonly settings: readonly TopicSetting[] },
  output: Output,
): string {
  const style = paint(output);
  const partitions = table(
    [
      { title: 'PARTITION', align: 'right' },
      { title: 'LEADER', align: 'right' },
      { title: 'REPLICAS' },
      { title: 'IN SYNC' },
      { title: 'FIRST', align: 'right' },
      { title: 'END', align: 'right' },
    ],
    topic.partitions.map(({ partition, leader, replicas, inSync, first, end }) => [
      String(partition),
      String(leader),
      replicas.join(','),
      inSync.length < replicas.length ? style.yellow(inSync.join(',')) : inSync.join(','),
      String(first),
      String(end),
    ]),
  );
  const own = topic.settings.filter(({ isDefault }) => !isDefault);
  const settings = own.map(({ name, value }) => `${name} = ${printable(value ?? '(hidden)')}\n`).join('');
  return `${style.bold(printable(topic.topic))}\n${partitions}${settings === '' ? style.dim("all settings are the broker's\n") : settings}`;
}
