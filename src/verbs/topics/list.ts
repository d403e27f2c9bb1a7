import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, ServiceError, UsageError } from '../../base/errors.ts';
import { mostPartitions, topicOwner } from '../../base/topic-name.ts';
import { kafkaClient, withAdmin } from '../../clients/kafka/client.ts';
import { createTopics } from '../../clients/kafka/create-topics.ts';
import { requireTopics } from '../../clients/kafka/missing-topic.ts';
import { topicName } from '../../clients/kafka/topic-name.ts';
import { describeTopic, listTopics } from '../../clients/kafka/topics.ts';
import { loadCluster } from '../../target/load.ts';
import { renderTopic, renderTopics } from '../../ui/topics.ts';
import { confirm } from '../shared/confirm.ts';

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** `topics list`: names, partitions, offsets. */
export async function list(
  context: Context,
  _: readonly string[],
  options: GlobalOptions & { readonly all?: boolean },
): Promise<ExitCode> {
  const kafka = kafkaClient(await loadCluster(options.cluster, context, options.insecure), context);
  const topics = await withAdmin(kafka, 'topics', (admin) => listTopics(admin, options.all === true));
  context.output.write(options.output === 'json' ? asJson(topics) : renderTopics(topics));
  if (topics.length === 0) context.messages.write('There is no topic yet; --all shows internal ones too.\n');
  return ExitCode.fine;
}

/** `topics describe TOPIC`: each partition with its leader, replicas and offsets; the settings that are the topic's own. */
export async function describe(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const name = topicName(args[0] ?? '');
  const kafka = kafkaClient(await loadCluster(options.cluster, context, options.insecure), context);
  const topic = await withAdmin(kafka, name, (admin) => describeTopic(admin, name));
  context.output.write(options.output === 'json' ? asJson(topic) : renderTopic(topic, context.output));
  return ExitCode.fine;
}

interface CreateOptions extends GlobalOptions {
  readonly partitions: number;
  readonly replication: number;
  readonly config: Readonly<Record<string, string>>;
}

/** `topics create TOPIC`: fails when it exists. */
export async function create(context: Context, args: readonly string[], options: CreateOptions): Promise<ExitCode> {
  const topic = topicName(args[0] ?? '');
  const { partitions, replication, config } = options;
  refuseImpossible(topic, partitions);
  const kafka = kafkaClient(await loadCluster(options.cluster, context, options.insecure), context);
  await withAdmin(kafka, topic, async (admin) => {
    const created = await createTopics(admin, [{ name: topic, partitions, replication, config }]);
    if (!created) throw new ServiceError('The topic exists already', { where: topic });
  });
  context.messages.write(`Created ${topic} with ${partitions} ${partitions === 1 ? 'partition' : 'partitions'}\n`);
  return ExitCode.fine;
}

function refuseImpossible(topic: string, partitions: number): void {
  const owner = topicOwner(topic);
  if (owner !== undefined) throw new UsageError(`${owner} keeps this topic for itself`, { where: topic });
  if (partitions >= 1 && partitions <= mostPartitions) return;
  throw new UsageError(`A topic has 1 to ${mostPartitions} partitions`, {
    where: topic,
    hint: 'Write --partitions 3.',
  });
}

/** `topics delete TOPIC…`: all of them exist, or nothing is deleted. */
export async function remove(
  context: Context,
  args: readonly string[],
  options: GlobalOptions & { readonly yes?: boolean },
): Promise<ExitCode> {
  args.forEach(topicName);
  const kafka = kafkaClient(await loadCluster(options.cluster, context, options.insecure), context);
  await withAdmin(kafka, args.join(', '), async (admin) => {
    await requireTopics(admin, args);
    await confirm(context, `Delete ${args.join(', ')} with all records?`, options.yes === true);
    await admin.deleteTopics({ topics: [...args] });
  });
  for (const topic of args) context.messages.write(`Deleted ${topic}\n`);
  return ExitCode.fine;
}
