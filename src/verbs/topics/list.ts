import { kafkaClient, withAdmin } from '../../clients/kafka/client.ts';
import { listTopics } from '../../clients/kafka/topics.ts';
import { loadCluster } from '../../target/load.ts';
import { show } from '../../ui/show.ts';
import { renderTopics } from '../../ui/topics.ts';
import { flag } from '../flag.ts';
import { defineVerb } from '../verb.ts';

const none = 'There is no topic yet; --all shows internal ones too.\n';

/** `topics list`: names, partitions, offsets. */
export default defineVerb({
  usage: 'topics list',
  summary: 'list topics',
  example: 'pipeline topics list',
  flags: { all: flag('also internal ones') },
  async run(context, _, options) {
    const kafka = kafkaClient(await loadCluster(options.cluster, context, options.insecure), context);
    const topics = await withAdmin(kafka, 'topics', (admin) => listTopics(admin, options.all));
    const code = show(context, options, { json: topics, text: () => renderTopics(topics) });
    if (topics.length === 0) context.messages.write(none);
    return code;
  },
});
