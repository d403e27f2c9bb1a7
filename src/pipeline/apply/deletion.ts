import type { Clients } from '../../clients/clients.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { topicsFound, topicsNamed } from '../../clients/connect/topics-read.ts';
import { hosted } from '../../components/hosted.ts';
import type { StoredRemains } from '../../components/kind.ts';
import { kindOf } from '../../components/kinds.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import type { Written } from '../../jobs/written.ts';
import type { Stores } from '../../store/location.ts';
import type { Item } from '../status/inventory.ts';
import { groupOf } from '../status/lag.ts';

/** What stays in the cluster when a connector or job is deleted. */
export interface Remains {
  readonly topics: readonly string[];
  /** Sources whose offsets Connect keeps. */
  readonly sources: readonly string[];
  /** Consumer groups of sinks, which hold their positions, and of jobs. */
  readonly groups: readonly string[];
  /** What sinks stored: files with their commit logs, tables. */
  readonly files: readonly Leftover[];
  /** What jobs wrote, and their checkpoints: directories that are theirs alone. */
  readonly directories: readonly string[];
  /** Directories that hold those; they go when nothing else is in them. */
  readonly roots: readonly string[];
}

/** What a sink stored, and how its kind removes it; as JSON only what it is. */
export interface Leftover extends StoredRemains {
  remove(stores: Stores): Promise<void>;
}

/** Jobs and sources first, so that nothing is written any more when its reader goes. */
export function inDeletionOrder(items: readonly Item[]): readonly Item[] {
  const rank = (item: Item) => (item.kind === 'job' ? 0 : item.live.type === 'source' ? 1 : 2);
  return items.toSorted((a, b) => rank(a) - rank(b));
}

/** What it reads and writes. Topics that a pattern finds are not among them: others made them. */
async function topicsOf(item: Item, clients: Clients): Promise<readonly string[]> {
  if (item.kind === 'job') return topicsOfJob(item.record);
  const { config, name } = item.live;
  const rejected = config['errors.deadletterqueue.topic.name']?.trim() ?? '';
  const own = rejected === '' ? [] : [rejected];
  if (topicsFound(config, []) !== undefined) return own;
  return [...topicsNamed(config), ...own, ...(await clients.connect.topics(name))];
}

/** What a job reads and writes; one of an unknown kind is of a later version, which knows. */
export function topicsOfJob(job: JobRecord): readonly string[] {
  return hosted.find(job.kind)?.uses(job).topics ?? [];
}

function leftoverOf(sink: LiveConnector): Leftover[] {
  const remains = kindOf(sink.config)?.remains;
  if (remains === undefined) return [];
  return [{ ...remains.of(sink), remove: (stores) => remains.remove(sink, stores) }];
}

const jobsOf = (items: readonly Item[]): readonly JobRecord[] =>
  items.flatMap((item) => (item.kind === 'job' ? [item.record] : []));

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
  const jobs = jobsOf(items);
  const outputs = [...jobs.flatMap((job) => hosted.find(job.kind)?.uses(job) ?? []), ...written];
  const sinks = items.flatMap((item) => (item.kind === 'connector' && item.live.type === 'sink' ? [item.live] : []));
  return {
    topics: [...new Set([...used, ...written.map(({ topics }) => topics)].flat())]
      .filter((topic) => existing.has(topic))
      .sort(),
    sources: items.flatMap((item) => (item.kind === 'connector' && item.live.type === 'source' ? [item.name] : [])),
    groups: [...sinks.map(groupOf), ...jobs.flatMap(({ kind, name }) => hosted.find(kind)?.groups(name) ?? [])],
    files: sinks.flatMap(leftoverOf),
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
  const found = others.flatMap((item) =>
    item.kind === 'connector' ? (topicsFound(item.live.config, topics)?.topics ?? []) : [],
  );
  const used = new Set([...(await Promise.all(others.map((item) => topicsOf(item, clients)))).flat(), ...found]);
  // A job of a later version may name topics in words unknown here.
  const jobs = others.flatMap((item) => (item.kind === 'job' ? [JSON.stringify(item.record.spec)] : []));
  return topics.filter((topic) => !used.has(topic) && !jobs.some((spec) => spec.includes(JSON.stringify(topic))));
}
