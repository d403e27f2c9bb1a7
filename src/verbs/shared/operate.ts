import type { Context } from '../../base/context.ts';
import { RefusedError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { ConnectorState } from '../../clients/connect/client.ts';
import { demand } from '../../clients/connect/version.ts';
import { carryOut } from '../../pipeline/apply/carry-out.ts';
import { type Exclusion, exclusively } from '../../pipeline/apply/exclusively.ts';
import type { Item } from '../../pipeline/status/inventory.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { alone } from './alone.ts';

/** Where connectors and jobs are told what to do. */
export interface Site {
  readonly context: Context;
  readonly clients: Clients;
  readonly cluster: ClusterAddresses;
}

const verbs = { running: 'resume', paused: 'pause', stopped: 'stop' } as const;

/** Restarts connectors and their tasks; `failed`: only what failed. @throws RefusedError for a job */
export async function restart(items: readonly Item[], failed: boolean, site: Site): Promise<void> {
  const { clients, cluster, context } = site;
  refuseRestart(items);
  const exclusion = alone('restart', clients, cluster, context);
  await each(items, exclusion, context, ({ name }) => clients.connect.restart(name, failed));
}

/** Asks `items` to be in a state. @throws RefusedError for what one of them cannot do */
export async function setState(items: readonly Item[], state: ConnectorState, site: Site): Promise<void> {
  const { clients, cluster, context } = site;
  await refuseState(items, state, clients);
  const exclusion = alone(verbs[state], clients, cluster, context);
  await each(items, exclusion, context, (item) => ask(item, state, site));
}

/** @throws RefusedError for a job, before anything is changed */
export function refuseRestart(items: readonly Item[]): void {
  const job = items.find(({ kind }) => kind === 'job');
  if (job === undefined) return;
  throw new RefusedError('Its host restarts a job by itself; nothing was restarted', {
    where: `job ${job.name}`,
    hint: `\`pipeline stop ${job.name}\`, then \`pipeline resume ${job.name}\`, does it by hand.`,
  });
}

/** Refuses, before anything is changed, what one of `items` cannot do. */
export async function refuseState(items: readonly Item[], state: ConnectorState, clients: Clients): Promise<void> {
  if (state === 'stopped') demand(await clients.connect.version(), 'stop');
  const job = items.find(({ kind }) => kind === 'job');
  if (state !== 'paused' || job === undefined) return;
  const connectors = items.flatMap(({ kind, name }) => (kind === 'connector' ? [name] : []));
  const rest = connectors.length === 0 ? '' : ` \`pipeline pause ${connectors.join(' ')}\` pauses the rest.`;
  throw new RefusedError('Jobs run or are stopped, they do not pause; nothing was changed', {
    where: `job ${job.name}`,
    hint: `\`pipeline stop ${job.name}\` stops it, \`pipeline resume ${job.name}\` starts it again.${rest}`,
  });
}

async function ask(item: Item, state: ConnectorState, { clients, context }: Site): Promise<void> {
  if (item.kind === 'connector') return clients.connect.setState(item.name, state);
  const { record } = item;
  // `refuseState` lets no job come here that is to pause.
  if (state === 'paused' || record.state === state) return;
  const { name, pipeline } = record;
  const { clock, signal } = context;
  const change = { kind: 'job', action: 'update', name, pipeline, keys: [], record: { ...record, state } } as const;
  return carryOut(change, { clients, clock, signal, replication: 1 });
}

/**
 * One after the other; of several no other run changes any meanwhile. What stops it half-way is told with what was
 * done.
 */
async function each(
  items: readonly Item[],
  exclusion: Exclusion,
  context: Context,
  write: (item: Item) => Promise<void>,
): Promise<void> {
  const writeAll = async (confirm: () => Promise<void>) => {
    const done: string[] = [];
    try {
      for (const item of items) {
        context.signal.throwIfAborted();
        await confirm();
        await write(item);
        done.push(item.name);
      }
    } catch (error) {
      if (done.length > 0) {
        const left = items.slice(done.length).map(({ name }) => name);
        context.messages.write(`Done: ${done.join(', ')}. Not done: ${left.join(', ')}.\n`);
      }
      throw error;
    }
  };
  if (items.length > 1) await exclusively(exclusion, (held) => writeAll(() => held.confirm()));
  else await writeAll(async () => undefined);
}
