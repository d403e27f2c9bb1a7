import { InterruptedError, PipelineError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { Look, Observation, ObservedConnector, ObservedJob } from '../../notify/health/observation.ts';
import { connectorItems, type Item, jobItems } from './inventory.ts';
import { readStatus } from './read-status.ts';
import type { ConnectorReport, JobReport, StatusReport } from './report.ts';

const DEAD_LETTERS = 'errors.deadletterqueue.topic.name';

/** A pipeline as conditions see it; what does not answer is told as that. `now`: milliseconds since 1970. */
export async function observe(pipeline: string, clients: Clients, now: number): Promise<Observation> {
  const statusOf = async (items: readonly Item[]): Promise<StatusReport> => {
    const own = items.filter((item) => item.pipeline === pipeline);
    return readStatus(own, clients, '', now);
  };
  const [connectors, jobs] = await Promise.all([
    look(async () => {
      const items = await connectorItems(clients);
      const { connectors } = await statusOf(items);
      const letters = await deadLettersOf(items, await clients.records());
      return connectors.map((one) => observedConnector(one, letters.get(one.name)));
    }),
    look(async () => (await statusOf(await jobItems(clients))).jobs.map(observedJob)),
  ]);
  return { connectors, jobs };
}

async function look<T>(work: () => Promise<readonly T[]>): Promise<Look<T>> {
  try {
    return { seen: await work() };
  } catch (error) {
    if (!(error instanceof PipelineError) || error instanceof InterruptedError) throw error;
    return { why: error.where === undefined ? error.message : `${error.where}: ${error.message}` };
  }
}

/** How many records each topic of dead letters has taken, by connector. */
async function deadLettersOf(
  items: readonly Item[],
  kafka: RawKafka,
): Promise<ReadonlyMap<string, ObservedConnector['deadLetters']>> {
  const found = new Map<string, ObservedConnector['deadLetters']>();
  for (const item of items) {
    const topic = item.kind === 'connector' ? item.live.config[DEAD_LETTERS] : undefined;
    if (topic === undefined || topic === '') continue;
    let written = 0;
    for (const partition of (await kafka.partitions(topic)) ?? [])
      written += (await kafka.bounds(topic, partition)).end;
    found.set(item.name, { topic, written });
  }
  return found;
}

/** What `status` says of a connector, as conditions see it. Pure. */
export function observedConnector(
  report: ConnectorReport,
  deadLetters: ObservedConnector['deadLetters'],
): ObservedConnector {
  const { name, partitions, silent, notVerified } = report;
  return {
    name,
    ...stateOf(report),
    lag: partitions.map(({ topic, partition, lag }) => ({ topic, partition, lag })),
    ...(deadLetters === undefined ? {} : { deadLetters }),
    ...(silent === undefined ? {} : { silent }),
    ...(notVerified === undefined ? {} : { notVerified }),
  };
}

function stateOf({
  condition,
  healthy,
  error,
  waiting,
  tasks,
}: ConnectorReport): Pick<ObservedConnector, 'state' | 'why'> {
  const failed = tasks.filter(({ state }) => state === 'FAILED').map(({ id }) => id);
  const which = failed.length === 0 ? '' : `task ${failed.join(', ')} of ${tasks.length}: `;
  if (condition === 'failed' || condition === 'partly-failed') {
    return { state: 'failed', why: `${which}${error ?? 'it says nothing of why'}` };
  }
  if (condition === 'no-tasks') return { state: 'no-tasks', why: 'it has no task, so it moves nothing' };
  if (condition === 'unassigned') return { state: 'no-tasks', why: 'no worker runs it, or one of its tasks' };
  if (!healthy && waiting !== undefined) {
    return { state: 'waiting', why: `${waiting.reason}, since ${waiting.since}` };
  }
  return { state: 'well', why: '' };
}

/** What `status` says of a job, as conditions see it. Pure. */
export function observedJob({ name, condition, error, host, time, metrics, notVerified }: JobReport): ObservedJob {
  const { lag } = metrics;
  const told = {
    failed: { state: 'failed', why: error ?? 'it says nothing of why' },
    unknown: {
      state: 'silent',
      why: time === '' ? 'no host has ever reported it' : `its host ${host} has not reported since ${time}`,
    },
  } as const;
  const seen =
    condition === 'failed' || condition === 'unknown' ? told[condition] : { state: 'well' as const, why: '' };
  return {
    name,
    ...seen,
    ...(lag === undefined ? {} : { lag }),
    ...(notVerified === undefined ? {} : { notVerified }),
  };
}
