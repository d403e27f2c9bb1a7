import { ExitCode } from '../../base/errors.ts';
import { kafkaClient, withAdmin } from '../../clients/kafka/client.ts';
import { requireTopics } from '../../clients/kafka/missing-topic.ts';
import { topicName } from '../../clients/kafka/topic-name.ts';
import { loadCluster } from '../../target/load.ts';
import { yes } from '../flag.ts';
import { confirm } from '../shared/confirm.ts';
import { defineVerb } from '../verb.ts';

/** `topics delete TOPIC…`: all of them exist, or nothing is deleted. */
export default defineVerb({
  usage: 'topics delete <topics...>',
  summary: 'delete topics with their records',
  example: 'pipeline topics delete clicks',
  flags: { yes },
  completes: { topics: { from: ['topics'] } },
  async run(context, topics, options) {
    topics.forEach(topicName);
    const kafka = kafkaClient(await loadCluster(options.cluster, context, options.insecure), context);
    await withAdmin(kafka, topics.join(', '), async (admin) => {
      await requireTopics(admin, topics);
      await confirm(context, `Delete ${topics.join(', ')} with all records?`, options.yes);
      await admin.deleteTopics({ topics: [...topics] });
    });
    for (const topic of topics) context.messages.write(`Deleted ${topic}\n`);
    return ExitCode.fine;
  },
});
