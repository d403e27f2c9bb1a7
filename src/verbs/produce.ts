import { addAbortSignal } from 'node:stream';
import { ExitCode, UsageError } from '../base/errors.ts';
import { bytesFormat, formatNames } from '../clients/kafka/bytes-format.ts';
import { kafkaClient, withAdmin } from '../clients/kafka/client.ts';
import { lines } from '../clients/kafka/lines.ts';
import { requireTopics } from '../clients/kafka/missing-topic.ts';
import { type Producing, producedRecords } from '../clients/kafka/produced-lines.ts';
import { timestampOf } from '../clients/kafka/record-lines.ts';
import { topicName } from '../clients/kafka/topic-name.ts';
import { TopicWriter } from '../clients/kafka/writer.ts';
import { schemaRegistry } from '../clients/registry/open.ts';
import { encodeEach, encoderOf, plainly } from '../encodings/record-encoder.ts';
import { loadCluster } from '../target/load.ts';
import { choice, flag, integer, option, repeated, valued } from './flag.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  key: option('<field>', 'the field of the JSON value that becomes the key'),
  separator: option('<text>', 'lines are KEY<text>VALUE'),
  format: choice('<format>', 'what a line is: the value, or the JSON that consume prints', ['lines', 'json'], 'lines'),
  keyFormat: choice('<format>', 'what the texts of keys are', formatNames, 'text'),
  valueFormat: choice('<format>', 'what the texts of values are', formatNames, 'text'),
  header: repeated('<name=value>', 'a header of every record; may be repeated, with one name too'),
  partition: valued('<partition>', 'write to this partition', integer),
  timestamp: option('<time>', 'time of every record, such as 2026-01-31T12:00:00Z'),
  tombstones: flag('an empty value is a tombstone'),
  subject: option('<subject>', 'write JSON as values of the newest version of this subject of the schema registry'),
};

type ProduceOptions = OptionsOf<typeof flags>;

function keyingOf({ key, separator, format }: ProduceOptions): Producing['keying'] {
  if (key !== undefined && separator !== undefined) {
    throw new UsageError('--key and --separator exclude each other', { hint: 'The key comes from one place.' });
  }
  if (format === 'json' && (key !== undefined || separator !== undefined)) {
    throw new UsageError('--format json excludes --key and --separator', { hint: 'Each line says its key.' });
  }
  if (separator === '') throw new UsageError('--separator is empty', { hint: 'Give at least one character.' });
  if (format === 'json') return 'json';
  if (key !== undefined) return { by: 'field', field: key };
  return separator === undefined ? { by: 'nothing' } : { by: 'separator', separator };
}

/** Headers by name, several values of one name in their order. Throws UsageError for one without a name. */
function headersOf(written: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const headers = new Map<string, readonly string[]>();
  for (const one of written) {
    const at = one.indexOf('=');
    if (at < 1) throw new UsageError('A header is NAME=VALUE', { where: one, hint: 'Such as --header source=shop.' });
    const name = one.slice(0, at);
    headers.set(name, [...(headers.get(name) ?? []), one.slice(at + 1)]);
  }
  return Object.fromEntries(headers);
}

function producingOf(options: ProduceOptions, partitions: number): Producing {
  const { partition, timestamp, header, tombstones, keyFormat, valueFormat } = options;
  return {
    keying: keyingOf(options),
    formats: { key: bytesFormat(keyFormat), value: bytesFormat(valueFormat) },
    tombstones,
    partitions,
    given: {
      headers: headersOf(header),
      ...(partition === undefined ? {} : { partition }),
      ...(timestamp === undefined ? {} : { timestamp: timestampOf(timestamp, '--timestamp') }),
    },
  };
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
    producingOf(options, Number.POSITIVE_INFINITY);
    const cluster = await loadCluster(options.cluster, context, options.insecure);
    const { subject } = options;
    const encode = subject === undefined ? plainly : await encoderOf(subject, schemaRegistry(cluster, context));
    const kafka = kafkaClient(cluster, context);
    const partitions = await withAdmin(kafka, topic, async (admin) => {
      await requireTopics(admin, [topic]);
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length ?? 1;
    });
    const producing = producingOf(options, partitions);
    const writer = await TopicWriter.open(kafka, topic, partitions);
    if (context.input.isTTY === true) context.messages.write('Each line becomes a record; Ctrl-D ends.\n');
    addAbortSignal(context.signal, context.input);
    let written = 0;
    let seen = 0;
    try {
      for await (const group of lines(context.input)) {
        const produced = producedRecords(group, seen, producing);
        const { records, problem = produced.problem } = encodeEach(produced.records, seen, encode);
        await writer.write(records);
        written += records.length;
        seen += group.length;
        if (problem !== undefined) throw problem;
      }
    } finally {
      await writer.close();
      context.messages.write(`${written} ${written === 1 ? 'record' : 'records'} written to ${topic}\n`);
    }
    return ExitCode.fine;
  },
});
