import { ExitCode, ServiceError, UsageError } from '../../base/errors.ts';
import { mostPartitions, topicOwner } from '../../base/topic-name.ts';
import { kafkaClient, withAdmin } from '../../clients/kafka/client.ts';
import { createTopics } from '../../clients/kafka/create-topics.ts';
import { topicName } from '../../clients/kafka/topic-name.ts';
import { loadCluster } from '../../target/load.ts';
import { positive, valued, variables } from '../flag.ts';
import { defineVerb } from '../verb.ts';

/** `topics create TOPIC`: fails when it exists. */
export default defineVerb({
  usage: 'topics create <topic>',
  summary: 'create a topic',
  example: 'pipeline topics create clicks --partitions 3',
  flags: {
    partitions: valued('<count>', 'partitions', positive, { default: 1 }),
    replication: valued('<count>', "replication factor; default: the cluster's", positive),
    config: variables('<name=value>', 'a topic setting; may be repeated'),
  },
  async run(context, args, options) {
    const topic = topicName(args[0] ?? '');
    const { partitions, config } = options;
    refuseImpossible(topic, partitions);
    const cluster = await loadCluster(options.cluster, context, options.insecure);
    const { replication = cluster.defaults.replication } = options;
    const kafka = kafkaClient(cluster, context);
    await withAdmin(kafka, topic, async (admin) => {
      const created = await createTopics(admin, [{ name: topic, partitions, replication, config }]);
      if (!created) throw new ServiceError('The topic exists already', { where: topic });
    });
    context.messages.write(`Created ${topic} with ${partitions} ${partitions === 1 ? 'partition' : 'partitions'}\n`);
    return ExitCode.fine;
  },
});

function refuseImpossible(topic: string, partitions: number): void {
  const owner = topicOwner(topic);
  if (owner !== undefined) throw new UsageError(`${owner} keeps this topic for itself`, { where: topic });
  if (partitions >= 1 && partitions <= mostPartitions) return;
  throw new UsageError(`A topic has 1 to ${mostPartitions} partitions`, {
    where: topic,
    hint: 'Write --partitions 3.',
  });
}
