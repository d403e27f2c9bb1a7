import type { Context } from '../../base/context.ts';
import { processContext } from '../../base/process-context.ts';
import type { Clients } from '../../clients/clients.ts';
import { inventory } from '../../pipeline/status/inventory.ts';
import { RECOMMENDER } from '../../recommender/names.ts';
import { withClients } from '../shared/clients.ts';
import { type Heard, keepHeard, PATIENCE } from './cache.ts';
import type { Names } from './names.ts';

/** `refresh` as the work of a process, whose failure nobody sees. */
export const refreshIn = (own: NodeJS.Process, cluster: string): Promise<void> =>
  refresh(cluster, processContext(own)).catch(() => undefined);

/** Asks `cluster` for its names and keeps them for completion, or that it did not answer. */
export async function refresh(cluster: string, context: Context): Promise<void> {
  keepHeard(cluster, context, await ask(cluster, context));
}

async function ask(cluster: string, context: Context): Promise<Heard> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(PATIENCE)]);
  const silent = { ...context.messages, write: () => undefined };
  const options = { cluster, output: 'json', var: {}, insecure: false } as const;
  const given = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  try {
    const names = await Promise.race([withClients({ ...context, messages: silent, signal }, options, namesOf), given]);
    return { at: context.clock.now(), names };
  } catch {
    return { at: context.clock.now() };
  }
}

async function namesOf(clients: Clients): Promise<Names> {
  const [items, topics] = await Promise.all([inventory(clients), clients.admin().then((admin) => admin.listTopics())]);
  const jobs = items.flatMap((item) => (item.kind === 'job' ? [item.record] : []));
  const connectors = items.flatMap((item) => (item.kind === 'connector' ? [item.live] : []));
  const pipelines = items.flatMap(({ pipeline }) => pipeline ?? []);
  return {
    pipelines: [...new Set(pipelines)].sort(),
    connectors: connectors.map(({ name }) => name).sort(),
    sinks: connectors.flatMap(({ name, type }) => (type === 'sink' ? [name] : [])).sort(),
    topics: topics.filter((topic) => !topic.startsWith('_')).sort(),
    jobs: jobs.map(({ name }) => name).sort(),
    recommenders: jobs.flatMap(({ name, kind }) => (kind === RECOMMENDER ? [name] : [])).sort(),
  };
}
