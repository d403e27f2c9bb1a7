import type { Admin } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import { UnhealthyError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import { createTopics } from '../../clients/kafka/create-topics.ts';
import { kafkaError } from '../../clients/kafka/errors.ts';
import { growTopic, readTopics, setTopicConfig } from '../../clients/kafka/topic-settings.ts';
import { ensureJobTopics, isFresh, JOBS, readJobStatus, readJobs, writeJob } from '../../jobs/registry/jobs.ts';
import { MARK } from '../compile/desired.ts';
import type { Change, ConnectorChange, JobChange, TopicChange } from '../plan/plan.ts';
import { forgetReports } from './forget-reports.ts';

export interface Hands {
  readonly clients: Clients;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Replication factor of the topics that the tool itself needs. */
  readonly replication: number;
}

const poll = 50;
const JOB_POLL = 250;
const patience = 60_000;

/**
 * Looks every so many milliseconds until `seen`; UnhealthyError with `otherwise` where that takes longer than a minute.
 */
async function until(
  seen: () => Promise<boolean>,
  { clock, signal }: Hands,
  otherwise: string,
  place: { readonly where: string; readonly hint?: string },
  every = poll,
): Promise<void> {
  const deadline = clock.now() + patience;
  while (!(await seen())) {
    if (clock.now() > deadline) throw new UnhealthyError(otherwise, place);
    await clock.sleep(every, signal);
  }
}

/** Deletes a connector and waits until the workers have really let go of it. */
export async function removeConnector(name: string, hands: Hands): Promise<void> {
  const { connect } = hands.clients;
  await connect.remove(name);
  const gone = async () => (await connect.connector(name)) === undefined;
  await until(gone, hands, 'It was deleted, but the workers still show it', { where: `connector ${name}` });
  await forgetReports(name, hands);
}

async function carryOutTopic(change: TopicChange, hands: Hands): Promise<void> {
  const admin = await hands.clients.admin();
  const { name, partitions, replication, config } = change;
  const where = `topic ${name}`;
  try {
    if (change.action === 'create') {
      await createTopics(admin, [{ name, partitions: partitions ?? 1, replication, config }]);
    } else {
      if (partitions !== undefined) await growTopic(admin, name, partitions);
      if (Object.keys(config).length > 0) await setTopicConfig(admin, name, config);
    }
    await until(() => shows(admin, change), hands, 'It was written, but the broker does not show it', { where });
  } catch (error) {
    throw kafkaError(error, where);
  }
}

/** Whether the broker shows what was written: the controller answers a write before every broker has read of it. */
async function shows(admin: Admin, { name, partitions, config }: TopicChange): Promise<boolean> {
  const [topic] = await readTopics(admin, [name]);
  if (topic === undefined || (partitions !== undefined && topic.partitions !== partitions)) return false;
  return Object.entries(config).every(([key, value]) => topic.config[key] === value);
}

async function carryOutConnector(change: ConnectorChange, hands: Hands): Promise<void> {
  const { connect } = hands.clients;
  const { action, name, config, state } = change;
  if (action === 'delete') return removeConnector(name, hands);
  if (action === 'create') await connect.create(name, config ?? {}, state);
  else {
    if (config !== undefined) await connect.update(name, config);
    if (state !== undefined) await connect.setState(name, state);
  }
  await untilShown(change, hands);
}

/**
 * Waits until the workers show what was written. They answer a write as soon as it is in their log, and a read from
 * what they took out of it last: a plan made in between would write the same again.
 */
async function untilShown({ name, config, state }: ConnectorChange, hands: Hands): Promise<void> {
  const settled = { running: undefined, paused: 'PAUSED', stopped: 'STOPPED' }[state ?? 'running'];
  const shown = async () => {
    const live = await hands.clients.connect.connector(name);
    const written = live !== undefined && (config === undefined || live.config[MARK] === config[MARK]);
    return written && (settled === undefined || live.state === settled);
  };
  await until(shown, hands, 'It was written, but the workers do not show it', { where: `connector ${name}` });
}

async function carryOutJob({ action, name, record }: JobChange, hands: Hands): Promise<void> {
  const { clients, replication } = hands;
  try {
    await ensureJobTopics(await clients.admin(), replication);
    if (action === 'delete') await endJob(name, hands);
    await writeJob(await clients.writer(JOBS), name, record);
  } catch (error) {
    throw kafkaError(error, `job ${name}`);
  }
}

/**
 * Stops a job that is to go, and waits until no process of it is left that could write once more; only then is it
 * forgotten.
 */
async function endJob(name: string, hands: Hands): Promise<void> {
  const { clients, clock } = hands;
  const kafka = await clients.records();
  const live = (await readJobs(kafka)).find((job) => job.name === name);
  if (live?.state === 'running') await writeJob(await clients.writer(JOBS), name, { ...live, state: 'stopped' });
  const ended = async () => {
    const status = (await readJobStatus(kafka)).find((job) => job.name === name);
    // A host that is silent is gone, and its processes with it.
    return !isFresh(status, clock.now()) || status.state === 'STOPPED';
  };
  const hint = '`pipeline logs supervisor` shows what its host says; the same command goes on.';
  const otherwise = 'It was told to stop and still runs; it is not deleted';
  await until(ended, hands, otherwise, { where: `job ${name}`, hint }, JOB_POLL);
}

/** Does one change of a plan; it returns when the services have taken it. */
export async function carryOut(change: Change, hands: Hands): Promise<void> {
  switch (change.kind) {
    case 'topic':
      return carryOutTopic(change, hands);
    case 'connector':
      return carryOutConnector(change, hands);
    case 'job':
      return carryOutJob(change, hands);
  }
}
