import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Context } from '../../base/context.ts';
import { makePrivateFolder } from '../../base/private-folder.ts';
import { processContext } from '../../base/process-context.ts';
import type { Clients } from '../../clients/clients.ts';
import { inventory } from '../../pipeline/status/inventory.ts';
import { RECOMMENDER } from '../../recommender/names.ts';
import { withClients } from '../shared/clients.ts';
import { cacheFile, type Heard } from './cache.ts';
import type { Names } from './names.ts';

/** How long a cluster may take to answer. Milliseconds. */
const PATIENCE = 3_000;

/** `refresh` as the work of a process, whose failure nobody sees. */
export const refreshIn = (own: NodeJS.Process, cluster: string): Promise<void> =>
  refresh(cluster, processContext(own)).catch(() => undefined);

/** Asks `cluster` for its names and keeps them for completion, or that it did not answer. One process at a time does so. */
export async function refresh(cluster: string, context: Context): Promise<void> {
  const file = cacheFile(cluster, context);
  makePrivateFolder(dirname(file));
  const lock = `${file}.lock`;
  if (!lockOnce(lock, context.clock.now())) return;
  try {
    const heard = await ask(cluster, context);
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(heard), { mode: 0o600 });
    renameSync(fresh, file);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Another's lock counts for as long as it may still be at work. */
function lockOnce(lock: string, now: number): boolean {
  const held = statSync(lock, { throwIfNoEntry: false });
  if (held !== undefined && now - held.mtimeMs > 2 * PATIENCE) rmSync(lock, { force: true });
  try {
    writeFileSync(lock, '', { flag: 'wx', mode: 0o600 });
    return true;
  } catch {
    return false;
  }
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
