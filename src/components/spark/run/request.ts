import { RefusedError } from '../../../base/errors.ts';
import { formats } from '../../../formats/formats.ts';
import type { ManifestFile } from '../../../jobs/runner.ts';
import { type RunnableJob, type SinkInput, storedEvents } from '../../../jobs/spec.ts';
import type { EventContract } from '../../../language/model.ts';
import type { ClusterAddresses } from '../../../target/addresses.ts';
import { checkpointsOf } from '../checkpoints.ts';
import { columnsOf, selectOf, weightOf } from './columns.ts';
import { kafkaSettings } from './kafka-settings.ts';
import type { AlsWords, SparkWork } from './work.ts';

/** What the runner (hadoop/spark) is asked to do; its JobRequest. */
export interface SparkRequest {
  readonly name: string;
  readonly streaming: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly kafka: Readonly<Record<string, string>>;
  readonly inputs: readonly SparkInput[];
  readonly history?: SparkWork['history'];
  readonly sql?: string;
  readonly als?: object;
  readonly output?: { topic?: string; key?: string; directory?: string; format?: string };
  readonly checkpoint: string;
  readonly every: number;
}

interface SparkInput {
  readonly view: string;
  readonly topic?: string;
  readonly columns: string;
  readonly select: readonly string[];
  readonly timezone: string;
  readonly format?: string;
  readonly files?: readonly string[];
}

const coordinates = ['kafka_partition', 'kafka_offset'];
const weight = '_weight';

/** `files`: of each sink that the job reads, what it has committed. */
export function sparkRequest(
  { name, run, spec }: RunnableJob,
  work: SparkWork,
  files: ReadonlyMap<string, readonly ManifestFile[]>,
  cluster: ClusterAddresses,
  settings: Readonly<Record<string, string>>,
): SparkRequest {
  const { als, sql, history, every } = work;
  const inputs = spec.from.flatMap((input) =>
    'topic' in input
      ? [topicInput(input.topic, eventOf(input.event, input.topic, name), als)]
      : storedInputs(input, files.get(input.sink) ?? [], als),
  );
  const hdfs = cluster.hdfs?.uri ?? '';
  const root = spec.files?.store === 'file' ? 'file://' : hdfs;
  return {
    name,
    streaming: run === 'streaming',
    settings,
    kafka: kafkaSettings(cluster.kafka).open,
    inputs,
    ...(history === undefined ? {} : { history }),
    ...(sql === undefined ? {} : { sql }),
    ...(als === undefined ? {} : { als: alsOf(als) }),
    ...(spec.to === undefined ? {} : { output: spec.to }),
    ...(spec.files === undefined
      ? {}
      : { output: { directory: `${root}${spec.files.path}`, format: spec.files.format } }),
    checkpoint: `${hdfs}${checkpointsOf(name)}`,
    every,
  };
}

function eventOf(event: EventContract | undefined, topic: string, job: string): EventContract {
  if (event !== undefined) return event;
  throw new RefusedError(`The topic ${topic} has no event, so its columns are unknown`, {
    where: `job ${job}`,
    hint: 'Declare it with an `event:`, and apply.',
  });
}

function topicInput(topic: string, event: EventContract, als: AlsWords | undefined): SparkInput {
  return {
    view: topic,
    topic,
    columns: `${columnsOf(event, true)}, _unreadable STRING`,
    select: [...selectOf(event, true), '_unreadable', ...coordinates, ...weights(event, als)],
    timezone: event.timezone ?? 'UTC',
  };
}

const storedInputs = (input: SinkInput, files: readonly ManifestFile[], als: AlsWords | undefined): SparkInput[] =>
  Object.entries(storedEvents(input, files)).map(([topic, event]) => storedInput(topic, event, input, files, als));

function storedInput(
  topic: string,
  event: EventContract,
  { format, dropped }: SinkInput,
  files: readonly ManifestFile[],
  als: AlsWords | undefined,
): SparkInput {
  const { typed } = formats.named(format);
  const more = typed ? 'kafka_partition INT, kafka_offset BIGINT' : '_unreadable STRING';
  const none = ['CAST(NULL AS INT) AS kafka_partition', 'CAST(NULL AS BIGINT) AS kafka_offset'];
  return {
    view: topic,
    columns: `${columnsOf(event, !typed)}, ${more}`,
    select: [
      ...selectOf(event, !typed, dropped),
      ...(typed ? coordinates : ['_unreadable', ...none]),
      ...weights(event, als),
    ],
    timezone: event.timezone ?? 'UTC',
    format,
    files: files.filter((file) => file.topic === topic).map(({ uri }) => uri),
  };
}

const weights = (event: EventContract, als: AlsWords | undefined) =>
  als === undefined ? [] : [`${weightOf(event, als)} AS ${weight}`];

/** With the defaults that the language documents. */
function alsOf({ user, item, time, weights: _, rating: __, by: ___, ...words }: AlsWords): object {
  const usual = { top: 10, excludeKnown: true, rank: 32, iterations: 10, regularization: 0.1, alpha: 1 };
  return { user, item, weight, ...(time === undefined ? {} : { time }), ...usual, ...words };
}
