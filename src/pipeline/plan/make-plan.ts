import { shownAddress } from '../../clients/connect/http.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { DesiredState } from '../compile/desired.ts';
import { copiedFrom, readMark } from '../compile/mark.ts';
import { compareConnector } from './connectors.ts';
import { compareJob } from './jobs.ts';
import type { LiveState } from './live.ts';
import { digestLive, scopeOf } from './live-digest.ts';
import { patternMeanings } from './patterns.ts';
import { type Change, type ConnectorChange, type Drift, type JobChange, type Plan, summarize } from './plan.ts';
import { breakingRefusals, missingServices, refusalsOf } from './refusals.ts';
import { compareTopic } from './topics.ts';

const byName = <T extends { readonly name: string }>(entries: readonly T[]) =>
  new Map(entries.map((entry) => [entry.name, entry]));

function leftovers(desired: DesiredState, live: LiveState) {
  const declared = byName<{ readonly name: string }>([...desired.connectors, ...desired.jobs]);
  const given = new Set(desired.pipelines);
  const ours = (connector: LiveConnector) => given.has(readMark(connector)?.pipeline ?? '');
  const copy = (connector: LiveConnector) => given.has(copiedFrom(connector)?.pipeline ?? '');
  return {
    connectors: live.connectors.filter((connector) => ours(connector) && !declared.has(connector.name)),
    jobs: live.jobs.filter((job) => given.has(job.pipeline) && !declared.has(job.name)),
    copies: live.connectors.filter((connector) => copy(connector) && !declared.has(connector.name)),
  };
}

function removal(connector: LiveConnector): ConnectorChange {
  const pipeline = readMark(connector)?.pipeline ?? '';
  const role = connector.type === 'sink' ? 'sink' : 'source';
  return { kind: 'connector', action: 'delete', name: connector.name, pipeline, role, keys: [] };
}

const role = (wanted: 'source' | 'sink') => (change: ConnectorChange) => change.role === wanted;

/**
 * What is removed goes first, readers last; then topics, sinks, sources, jobs: nothing is written before it is read.
 */
function inOrder(removals: readonly (ConnectorChange | JobChange)[], changes: readonly Change[]): readonly Change[] {
  const connectors = (of: readonly Change[]) => of.filter((change) => change.kind === 'connector');
  const jobs = (of: readonly Change[]) => of.filter((change) => change.kind === 'job');
  return [
    ...jobs(removals),
    ...connectors(removals).filter(role('source')),
    ...connectors(removals).filter(role('sink')),
    ...changes.filter((change) => change.kind === 'topic'),
    ...connectors(changes).filter(role('sink')),
    ...connectors(changes).filter(role('source')),
    ...jobs(changes),
  ];
}

/** What a plan may do beside what is declared. */
export interface PlanOptions {
  readonly prune: boolean;
  /** Whether contracts may change so that readers or records break. */
  readonly acceptBreaking?: boolean;
}

/** Compares what is declared with what is there. Pure: it reads nothing and decides everything `apply` will do. */
export function makePlan(
  desired: DesiredState,
  live: LiveState,
  cluster: ClusterAddresses,
  options: PlanOptions,
): Plan {
  const connectors = byName(live.connectors);
  const topics = byName(live.topics);
  const jobs = byName(live.jobs);
  const compared = desired.connectors.map((connector) => compareConnector(connector, connectors.get(connector.name)));
  const comparedTopics = desired.topics.map((topic) => compareTopic(topic, topics.get(topic.name)));
  const changes: Change[] = [
    ...comparedTopics.flatMap(({ change }) => change ?? []),
    ...compared.flatMap(({ change }) => change ?? []),
    ...desired.jobs.flatMap((job) => compareJob(job, jobs.get(job.name)) ?? []),
  ];
  const scope = scopeOf(desired);
  const left = leftovers(desired, live);
  const removals = [
    ...left.connectors.map(removal),
    ...left.jobs.map(({ name, pipeline }): JobChange => ({ kind: 'job', action: 'delete', name, pipeline, keys: [] })),
  ];
  const patterns = patternMeanings(desired, live);
  const ordered = inOrder(options.prune ? removals : [], changes);
  const copies = left.copies.map(({ name }): Drift => ({ name, kind: 'connector', why: 'copied', keys: [] }));
  const undeclared: Drift[] = removals.map(({ name, kind }) => ({ name, kind, why: 'no-longer-declared', keys: [] }));
  return {
    version: 1,
    cluster: {
      name: cluster.name,
      connect: shownAddress(cluster.connect.url),
      kafka: cluster.kafka.bootstrapServers,
      ours: cluster.name === 'embedded' || cluster.compose !== undefined,
    },
    prune: options.prune,
    live: digestLive(scope, live),
    drift: [...compared.flatMap(({ drift }) => drift ?? []), ...copies, ...(options.prune ? [] : undeclared)],
    changes: ordered,
    ...(patterns.length === 0 ? {} : { patterns }),
    summary: summarize(ordered),
    refusals: [
      ...comparedTopics.flatMap(({ refusals }) => refusals),
      ...refusalsOf(desired, live, cluster, changes),
      ...(options.acceptBreaking === true ? [] : breakingRefusals(desired, changes)),
    ],
    missingServices: changes.length === 0 ? [] : missingServices(desired, cluster),
    scope,
  };
}
