import { addAbortSignal } from 'node:stream';
import { ExitCode, UsageError } from '../base/errors.ts';
import { kafkaClient, withAdmin } from '../clients/kafka/client.ts';
import { type Keying, keyedLines } from '../clients/kafka/keyed-lines.ts';
import { lines } from '../clients/kafka/lines.ts';
import { requireTopics } from '../clients/kafka/missing-topic.ts';
import { topicName } from '../clients/kafka/topic-name.ts';
import { TopicWriter } from '../clients/kafka/writer.ts';
import { loadCluster } from '../target/load.ts';
import { option } from './flag.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  key: option('<field>', 'the field of the JSON value that becomes the key'),
  separator: option('<text>', 'lines are KEY<text>VALUE'),
};

type ProduceOptions = OptionsOf<typeof flags>;

function keyingOf({ key, separator }: ProduceOptions): Keying {
  if (key !== undefined && separator !== undefined) {
    throw new UsageError('--key and --separator exclude each other', { hint: 'The key comes from one place.' });
  }
  if (separator === '') throw new UsageError('--separator is empty', { hint: 'Give at least one character.' });
  if (key !== undefined) return { by: 'field', field: key };
  return separator === undefined ? { by: 'nothing' } : { by: 'separator', separator };
}

/** `produce TOPIC`: each line of standard input becomes a record. The lines before a wrong one are written. */
export default defineVerb({
  usage: 'produce <topic>',
  summary: 'write lines of standard input to a topic',
  example: 'echo \'{"user_id":"u1"}\' | pipeline produce clicks --key user_id',
  flags,
  completes: { topic: { from: ['topics'] } },
  async run(context, args, options) {
    const topic = topicName(args[0] ?? '');
    const keying = keyingOf(options);
    const kafka = kafkaClient(await loadCluster(options.cluster, context, options.insecure), context);
    const partitions = await withAdmin(kafka, topic, async (admin) => {
      await requireTopics(admin, [topic]);
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length ?? 1;
    });
    const writer = await TopicWriter.open(kafka, topic, partitions);
    if (context.input.isTTY === true) context.messages.write('Each line becomes a record; Ctrl-D ends.\n');
    addAbortSignal(context.signal, context.input);
    let written = 0;
    let read = 0;
    try {
      for await (const group of lines(context.input)) {
        const { records, problem } = keyedLines(group, read, keying);
        await writer.write(records);
        written += records.length;
        read += group.length;
        if (problem !== undefined) throw problem;
      }
    } finally {
      await writer.close();
      context.messages.write(`${written} ${written === 1 ? 'record' : 'records'} written to ${topic}\n`);
    }
    return ExitCode.fine;
  },
});
