import { kafkaClient, withAdmin } from '../../clients/kafka/client.ts';
import { topicName } from '../../clients/kafka/topic-name.ts';
import { describeTopic } from '../../clients/kafka/topics.ts';
import { loadCluster } from '../../target/load.ts';
import { show } from '../../ui/show.ts';
import { renderTopic } from '../../ui/topics.ts';
import { defineVerb } from '../verb.ts';

/**
 * `topics describe TOPIC`: each partition with its leader, replicas and offsets; the settings that are the topic's own.
 */
export default defineVerb({
  usage: 'topics describe <topic>',
  summary: 'partitions, offsets, settings',
  example: 'pipeline topics describe clicks',
  flags: {},
  completes: { topic: { from: ['topics'] } },
  async run(context, args, options) {
    const name = topicName(args[0] ?? '');
    const kafka = kafkaClient(await loadCluster(options.cluster, context, options.insecure), context);
    const topic = await withAdmin(kafka, name, (admin) => describeTopic(admin, name));
    return show(context, options, { json: topic, text: () => renderTopic(topic, context.output) });
  },
});
