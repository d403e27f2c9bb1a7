import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { LanguageError } from '../../base/errors.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { compileStatistics } from '../../components/statistics/compile.ts';
import { type JobRecord, readJobs } from '../../jobs/registry/jobs.ts';
import { topicsByName } from '../../language/derived-topics.ts';
import type { EventContract, Pipeline } from '../../language/model.ts';
import { loadPipelines } from '../../pipeline/compile/load.ts';
import { offlineCluster } from '../../pipeline/compile/offline-cluster.ts';
import {
  plainTable,
  STATISTICS,
  type StatisticsSpec,
  statisticsSpec,
  tablesOf,
  topicsOf,
} from '../../statistics/spec.ts';

/** Topics to count, and how. */
export interface CountedTopics {
  readonly topics: readonly string[];
  /** Every topic is in one table at least. */
  readonly spec: StatisticsSpec;
  /** The deployed jobs that count one of them. */
  readonly jobs: readonly { readonly name: string; readonly spec: StatisticsSpec }[];
}

/** Where declarations are looked up. */
interface Place {
  readonly context: Context;
  readonly options: Pick<GlobalOptions, 'var' | 'cluster'> & { readonly file: readonly string[] };
}

/** A declaration: of files, or of a deployed job. */
interface Declared {
  readonly pipeline: string;
  readonly spec: StatisticsSpec;
  readonly topics: readonly string[];
  readonly eventOf: (topic: string) => EventContract | undefined;
}

/**
 * What `names`, each a pipeline or a topic, stand for. Entries of `statistics:` say what is counted: those of the
 * files, else those of deployed jobs; of a topic without an entry, its events are, by type where it has types.
 */
export async function countedTopics(names: readonly string[], kafka: RawKafka, place: Place): Promise<CountedTopics> {
  const jobs = (await readJobs(kafka)).filter(({ kind }) => kind === STATISTICS).map(deployed);
  const known = [...(await declaredIn(place)), ...jobs];
  const topics = [...new Set(names.flatMap((name) => topicsNamed(name, known)))];
  const tables: [string, StatisticsSpec['tables'][string]][] = [];
  const events: [string, EventContract][] = [];
  for (const topic of topics) {
    const by = known.find(({ spec }) => tablesOf(spec, topic).size > 0);
    const event = known.map(({ eventOf }) => eventOf(topic)).find((one) => one !== undefined);
    if (event !== undefined) events.push([topic, event]);
    if (by === undefined) tables.push([topic, plainTable(topic, event)]);
    else tables.push(...tablesOf(by.spec, topic));
  }
  const inThese = (table: StatisticsSpec['tables'][string]) => ({
    ...table,
    from: table.from.filter((topic) => topics.includes(topic)),
  });
  const spec = {
    tables: Object.fromEntries(tables.map(([name, table]) => [name, inThese(table)])),
    events: Object.fromEntries(events),
  };
  return { topics, spec, jobs: jobs.filter(({ spec: own }) => topicsOf(own).some((topic) => topics.includes(topic))) };
}

/** The topics of a pipeline or of its job, or `name` itself. */
function topicsNamed(name: string, known: readonly Declared[]): readonly string[] {
  const own = known.find(
    ({ pipeline, topics }) => topics.length > 0 && [pipeline, `${pipeline}.${STATISTICS}`].includes(name),
  );
  return own?.topics ?? [name];
}

function deployed({ name, pipeline, spec: written }: JobRecord): Declared & { readonly name: string } {
  const spec = statisticsSpec(name, written);
  return { name, pipeline, spec, topics: topicsOf(spec), eventOf: (topic) => spec.events[topic] };
}

/** Without files, and without a config/, nothing is declared. A broken config/ that nobody named is not looked at. */
async function declaredIn({ context, options }: Place): Promise<readonly Declared[]> {
  const { file } = options;
  if (file.length === 0 && !existsSync(join(context.directory, 'config'))) return [];
  try {
    // Services that pipelines name need not run for their events to be read.
    const cluster = await offlineCluster(options.cluster, context);
    const { pipelines } = await loadPipelines(file, cluster, context, { vars: options.var });
    return pipelines.map((pipeline) => declared(pipeline, pipelines));
  } catch (error) {
    if (file.length > 0 || !(error instanceof LanguageError)) throw error;
    context.messages.write('warning: config/ has mistakes (`pipeline validate` tells them); what is deployed counts\n');
    return [];
  }
}

function declared(pipeline: Pipeline, all: readonly Pipeline[]): Declared {
  const topics = topicsByName(all);
  const section = pipeline.sections.find(({ name }) => name === STATISTICS);
  const spec = section === undefined ? { tables: {}, events: {} } : compileStatistics(section, topics);
  const own = pipeline.topics.filter(({ event }) => event !== undefined).map(({ name }) => name);
  const counted = topicsOf(spec);
  return {
    pipeline: pipeline.name,
    spec,
    topics: counted.length > 0 ? counted : own,
    eventOf: (topic) => topics.get(topic)?.event,
  };
}
