import { listOf } from '../../base/values.ts';
import type { Clients } from '../../clients/clients.ts';
import { engines } from '../../components/engines.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import { deadLetterTopic, logTopic, groupOf as recommenderGroup } from '../../language/recommender-names.ts';
import type { Item } from '../status/inventory.ts';
import { groupOf } from '../status/lag.ts';
import { jobUses, type Written } from './job-uses.ts';

/** What stays in the cluster when a connector or job is deleted. */
export interface Remains {
  readonly topics: readonly string[];
  /** Sources whose offsets Connect keeps. */
  readonly sources: readonly string[];
  /** Consumer groups of sinks, which hold their positions, and of jobs. */
  readonly groups: readonly string[];
  /** Where sinks that write files wrote them, with their commit logs. */
  readonly files: readonly FileRemains[];
  /** What jobs wrote, and their checkpoints: directories that are theirs alone. */
  readonly directories: readonly string[];
  /** Directories that hold those; they go when nothing else is in them. */
  readonly roots: readonly string[];
}

export interface FileRemains {
  readonly connector: string;
  /** `hdfs://…`, `s3a://…`, `file:…`. */
  readonly path: string;
  readonly topics: readonly string[];
}

const filesystemSink = 'pipeline.connect.filesystem.FilesystemSinkConnector';

/** Jobs and sources first, so that nothing is written any more when its reader goes. */
export function inDeletionOrder(items: readonly Item[]): readonly Item[] {
  const rank = (item: Item) => (item.kind === 'job' ? 0 : item.live.type === 'source' ? 1 : 2);
  return items.toSorted((a, b) => rank(a) - rank(b));
}

async function topicsOf(item: Item, clients: Clients): Promise<readonly string[]> {
  if (item.kind === 'job') return topicsOfJob(item.record);
  const { config, name } = item.live;
  const declared = [...(config.topics ?? '').split(','), config['errors.deadletterqueue.topic.name'] ?? ''];
  return [
    ...declared.map((topic) => topic.trim()).filter((topic) => topic !== ''),
    ...(await clients.connect.topics(name)),
  ];
}

/** What a job reads and writes; one of an unknown kind is of a later version, which knows. */
export function topicsOfJob(job: JobRecord): readonly string[] {
  const { name, kind, spec } = job;
  if (engines.some((engine) => engine.name === kind)) return jobUses(job).topics;
  if (kind !== 'recommender') return [];
  const { from, to } = spec;
  const written = typeof to === 'string' ? [to, deadLetterTopic({ to }), logTopic(name)] : [];
  return [...listOf(from), ...written];
}

const outputOf = (item: Item): readonly Written[] =>
  item.kind === 'job' && engines.some(({ name }) => name === item.record.kind) ? [jobUses(item.record)] : [];

/**
 * What `items` use and would leave behind.
 *
 * @param written output of jobs that are run by hand, which the cluster does not know
 */
export async function remainsOf(
  items: readonly Item[],
  clients: Clients,
  written: readonly Written[] = [],
): Promise<Remains> {
  const used = await Promise.all(items.map((item) => topicsOf(item, clients)));
  const existing = new Set(await (await clients.admin()).listTopics());
  const outputs = [...items.flatMap(outputOf), ...written];
  const sinks = items.flatMap((item) => (item.kind === 'connector' && item.live.type === 'sink' ? [item.live] : []));
  return {
    topics: [...new Set([...used, ...written.map(({ topics }) => topics)].flat())]
      .filter((topic) => existing.has(topic))
      .sort(),
    sources: items.flatMap((item) => (item.kind === 'connector' && item.live.type === 'source' ? [item.name] : [])),
    groups: [
      ...sinks.map(groupOf),
      ...items.flatMap((item) =>
        item.kind === 'job' && item.record.kind === 'recommender' ? [recommenderGroup(item.name)] : [],
      ),
    ],
    files: sinks
      .filter(({ config }) => config['connector.class'] === filesystemSink)
      .map(({ name, config }) => ({
        connector: name,
        path: config.path ?? '',
        topics: (config.topics ?? '').split(',').filter((topic) => topic !== ''),
      })),
    directories: outputs.flatMap(({ directories }) => directories),
    roots: outputs.flatMap(({ roots }) => roots),
  };
}

/** Topics of `remains` that nothing else uses. */
export async function onlyTheirs(
  { topics }: Remains,
  others: readonly Item[],
  clients: Clients,
): Promise<readonly string[]> {
  const used = new Set((await Promise.all(others.map((item) => topicsOf(item, clients)))).flat());
  // A job of a later version may name topics in words unknown here.
  const jobs = others.flatMap((item) => (item.kind === 'job' ? [JSON.stringify(item.record.spec)] : []));
  return topics.filter((topic) => !used.has(topic) && !jobs.some((spec) => spec.includes(JSON.stringify(topic))));
}
