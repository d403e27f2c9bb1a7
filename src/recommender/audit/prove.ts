import type { Context } from '../../base/context.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { DescribedInstance } from '../http/instances.ts';
import { DEFAULT_SHARDS } from '../model/shards.ts';
import { logTopic, type RecommenderSpec, servingDigest } from '../spec.ts';
import { isOf, newestState, readStateFiles, type StateFile } from '../state/newest.ts';
import { Findings, type RecommenderFinding, type RecommenderProof } from './proof.ts';
import { proveFreshness } from './prove-freshness.ts';
import { proveInstance } from './prove-instance.ts';
import { type MadeList, NaiveLists, proveLists } from './prove-lists.ts';
import { proveSources } from './prove-sources.ts';
import { proveState } from './prove-state.ts';
import { type ReadLog, readLog } from './read-log.ts';
import { type PublishedLists, readLists } from './read-published.ts';
import { countsOf, listsOf } from './states.ts';

const PAUSE = 1_000;

export interface ProveOptions {
  readonly name: string;
  readonly spec: RecommenderSpec;
  readonly cluster: string;
  readonly kafka: KafkaReader;
  /** Folder of its snapshots on this machine. */
  readonly folder: string;
  /** The running instances, each with its state of this moment. */
  instances(): Promise<readonly DescribedInstance[]>;
  /** Milliseconds in which what is in the sources now must be learned and served. */
  readonly wait: number;
  readonly progress: (text: string) => void;
}

/** Everything that is compared, read so that the log reaches each offset that a state or a list is as of. */
interface Found {
  readonly files: readonly StateFile[];
  readonly instances: readonly DescribedInstance[];
  readonly published: PublishedLists;
  readonly log: ReadLog;
  readonly naive: NaiveLists;
  readonly stale: readonly RecommenderFinding[];
}

/**
 * Computes everything anew, naively, out of the log, and compares: sources with the log, the counts of every snapshot
 * and instance, every written list, and the lists of all users that the newest state makes.
 */
export async function proveRecommender(
  options: ProveOptions,
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
): Promise<RecommenderProof> {
  const until = clock.now() + options.wait;
  const ends = await sourceEnds(options);
  for (;;) {
    const found = await find(options);
    const behind = [...ends].some(([source, end]) => (found.log.sources.get(source)?.to ?? 0) < end);
    if ((!behind && found.stale.length === 0) || clock.now() >= until) return compare(options, found);
    options.progress(behind ? 'the sources are ahead of the log' : `${found.stale.length} lists are still to come`);
    await clock.sleep(PAUSE, signal);
  }
}

/** Where the sources end now, by `topic partition`; empty partitions, which the log may never mention, are left out. */
async function sourceEnds({ kafka, spec }: ProveOptions): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  for (const topic of spec.from) {
    for (const partition of (await kafka.partitions(topic)) ?? []) {
      const { start, end } = await kafka.bounds(topic, partition);
      if (end > start) ends.set(`${topic} ${partition}`, end);
    }
  }
  return ends;
}

async function find({ name, spec, kafka, folder, instances: ask, progress }: ProveOptions): Promise<Found> {
  const files = readStateFiles(folder);
  const instances = await ask();
  const published = await readLists(kafka, spec.to, logTopic(name));
  const log = await readLog(kafka, name, spec, (events) => progress(`${events.toLocaleString('en-US')} events read`));
  const naive = new NaiveLists(log, spec, spec.shards ?? DEFAULT_SHARDS);
  const stale = [...proveFreshness(log, published, naive, servingDigest(spec), log.to)];
  return { files, instances, published, log, naive, stale };
}

async function compare(
  options: ProveOptions,
  { files, instances, published, log, naive, stale }: Found,
): Promise<RecommenderProof> {
  const { name, spec, cluster, kafka, progress } = options;
  const findings = new Findings();
  const sources = await proveSources(kafka, spec, log, findings);
  for (const finding of stale) findings.add(finding);
  const states = files.flatMap(({ path, snapshot }) => {
    if (snapshot === undefined) {
      findings.add({ kind: 'damaged-state', failure: false, message: 'it is damaged and is not used', state: path });
    }
    if (snapshot === undefined || !isOf(spec, snapshot)) return [];
    progress(`comparing the counts of ${path}`);
    return [proveState(countsOf(path, snapshot), log, snapshot.model.shards.count, findings)];
  });
  const running = instances.flatMap((instance) => {
    progress(`comparing the digests of instance ${instance.id}`);
    return proveInstance(instance, log, spec.shards ?? DEFAULT_SHARDS, findings) ?? [];
  });
  const newest = newestState(name, spec, files);
  const made = newest === undefined ? [] : listsOf(newest, log.topic, spec);
  const lists = [...publishedLists(published, spec, findings), ...made];
  const different = proveLists(lists, naive, findings, (done) =>
    progress(`${done.toLocaleString('en-US')} of ${lists.length.toLocaleString('en-US')} lists compared`),
  );
  const { topic, from, to, events, repeated, forgotten, timeline, items } = log;
  return {
    version: 1,
    ok: !findings.failed,
    name,
    cluster,
    log: { topic, from, to, events, repeated, forgotten, users: timeline.users.length, items: items.size },
    sources,
    states: [...states, ...running],
    lists: { published: published.size, made: made.length, different },
    findings: findings.all,
    more: findings.more,
  };
}

/** The written lists that were made under this declaration, ready to be compared; what is no list is a finding. */
function publishedLists(published: PublishedLists, spec: RecommenderSpec, findings: Findings): MadeList[] {
  const where = `topic ${spec.to}`;
  return [...published].flatMap(([user, list]) => {
    if (list === undefined || list.user !== user) {
      findings.add({
        kind: 'changed-list',
        failure: true,
        message: `${where}: the value is no list of this user`,
        user,
      });
      return [];
    }
    return list.model === servingDigest(spec) ? [{ where, ...list }] : [];
  });
}
