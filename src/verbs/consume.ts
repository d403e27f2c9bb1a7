import type { Context } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { parseDuration } from '../base/units.ts';
import { bytesFormat, formatNames } from '../clients/kafka/bytes-format.ts';
import { kafkaClient, kafkaConfig, withAdmin } from '../clients/kafka/client.ts';
import { committedRecords } from '../clients/kafka/committed.ts';
import { type Bounds, RawKafka } from '../clients/kafka/fetch.ts';
import { follow } from '../clients/kafka/follow.ts';
import { requireTopics } from '../clients/kafka/missing-topic.ts';
import { timestampOf } from '../clients/kafka/record-lines.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import { topicName } from '../clients/kafka/topic-name.ts';
import { schemaRegistry } from '../clients/registry/open.ts';
import { AnyDecoder } from '../encodings/any-decoder.ts';
import { loadCluster } from '../target/load.ts';
import { recordAsText, recordJson } from '../ui/record.ts';
import { showLine } from '../ui/show.ts';
import { choice, flag, integer, option, repeated, valued } from './flag.ts';
import { recordFilter } from './shared/record-filter.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  fromBeginning: flag('start at the oldest record'),
  max: valued('<count>', 'stop after so many', integer),
  partition: valued('<partition>', 'only this partition', integer),
  offset: valued('<offset>', 'start here (with --partition)', integer),
  fromTime: option('<time>', 'start at this time, such as 2026-01-31T12:00:00Z, or so long ago: 10m'),
  where: repeated('<field=value>', 'only records whose JSON has this (or field!=value); may be repeated'),
  key: option('<key>', 'only records of this key'),
  keyFormat: choice('<format>', 'what keys are', formatNames, 'text'),
  valueFormat: choice('<format>', 'what values are', formatNames, 'text'),
  exit: flag('stop at the end of the topic'),
};

type ConsumeOptions = OptionsOf<typeof flags>;

interface Start extends Bounds {
  readonly partition: number;
  readonly from: number;
}

/** Where reading starts in each wanted partition. */
async function starts(kafka: RawKafka, topic: string, options: ConsumeOptions, time?: number): Promise<Start[]> {
  const all = (await kafka.partitions(topic)) ?? [];
  const { partition: wanted, offset, fromBeginning } = options;
  if (wanted !== undefined && !all.includes(wanted)) {
    throw new UsageError(`${topic} has no partition ${wanted}`, { hint: `It has ${all.length}, numbered from 0.` });
  }
  return Promise.all(
    (wanted === undefined ? all : [wanted]).map(async (partition) => {
      const bounds = await kafka.bounds(topic, partition);
      const beginning = fromBeginning === true ? bounds.start : bounds.end;
      const from =
        offset ?? (time === undefined ? beginning : await kafka.offsetAt(topic, partition, time, bounds.end));
      if (from < bounds.start || from > bounds.end) {
        throw new UsageError(`Offset ${from} is outside of ${topic}-${partition}`, {
          hint: `Its offsets are ${bounds.start} to ${bounds.end}.`,
        });
      }
      return { partition, from, ...bounds };
    }),
  );
}

/** Milliseconds since 1970 of a time, or of so long before `now`. */
function timeOf(written: string, now: number): number {
  if (/^[\d.]+[a-z]+$/.test(written)) return now - parseDuration(written);
  return Number(timestampOf(written, '--from-time'));
}

type Located = readonly [partition: number, record: RawRecord];

async function* existing(
  kafka: RawKafka,
  topic: string,
  from: readonly Start[],
  signal: AbortSignal,
): AsyncGenerator<Located> {
  for (const { partition, from: first, end } of from) {
    for await (const record of committedRecords(kafka, topic, partition, { from: first, to: end })) {
      signal.throwIfAborted();
      yield [partition, record];
    }
  }
}

async function* coming(
  kafka: RawKafka,
  topic: string,
  from: readonly Start[],
  context: Context,
): AsyncGenerator<Located> {
  const positions = from.map((start) => ({ topic, partition: start.partition, offset: start.from }));
  for await (const { partition, records } of follow(kafka, positions, context.signal)) {
    for (const record of records) yield [partition, record];
  }
}

/** `consume TOPIC`: prints committed records, from now on or from where the options say. No consumer group is used. */
export default defineVerb({
  usage: 'consume <topic>',
  summary: 'print records of a topic',
  example: 'pipeline consume clicks --from-beginning --max 10',
  flags,
  completes: { topic: { from: ['topics'] } },
  async run(context, args, options) {
    const topic = topicName(args[0] ?? '');
    if (options.offset !== undefined && options.partition === undefined) {
      throw new UsageError('--offset needs --partition', { hint: 'An offset means something in one partition only.' });
    }
    if (options.fromTime !== undefined && (options.offset !== undefined || options.fromBeginning)) {
      throw new UsageError('--from-time excludes --from-beginning and --offset', { hint: 'Say once where to start.' });
    }
    const time = options.fromTime === undefined ? undefined : timeOf(options.fromTime, context.clock.now());
    const shownAs = { key: bytesFormat(options.keyFormat), value: bytesFormat(options.valueFormat) };
    const isWanted = recordFilter(options, shownAs.key);
    const addresses = await loadCluster(options.cluster, context, options.insecure);
    await withAdmin(kafkaClient(addresses, context), topic, (admin) => requireTopics(admin, [topic]));
    const kafka = new RawKafka(kafkaConfig(addresses, context));
    let printed = 0;
    try {
      await kafka.connect();
      const from = await starts(kafka, topic, options, time);
      const records =
        options.exit === true ? existing(kafka, topic, from, context.signal) : coming(kafka, topic, from, context);
      if (options.max === 0) return ExitCode.fine;
      if (options.exit !== true && from.every((one) => one.from === one.end)) {
        const older = from.some(({ start, end }) => start < end) ? ' (--from-beginning starts at the oldest)' : '';
        context.messages.write(`Waiting for new records of ${topic}${older} …\n`);
      }
      const decoder = addresses.registry === undefined ? undefined : new AnyDecoder(schemaRegistry(addresses, context));
      for await (const [partition, came] of records) {
        const record = (await decoder?.decode(came)) ?? came;
        if (!isWanted(record)) continue;
        showLine(context, options, {
          json: recordJson(topic, partition, record, shownAs),
          text: () => recordAsText(partition, record, context.output, shownAs),
        });
        printed++;
        if (printed === options.max) break;
      }
    } finally {
      await kafka.close();
    }
    context.messages.write(`${printed} ${printed === 1 ? 'record' : 'records'}\n`);
    return ExitCode.fine;
  },
});
