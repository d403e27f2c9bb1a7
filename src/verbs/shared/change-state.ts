import type { Context, GlobalOptions } from '../../base/context.ts';
import { type ExitCode, RefusedError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { ConnectorState } from '../../clients/connect/client.ts';
import { demand } from '../../clients/connect/version.ts';
import { carryOut } from '../../pipeline/apply/carry-out.ts';
import { type Exclusion, exclusively } from '../../pipeline/apply/exclusively.ts';
import { settle } from '../../pipeline/apply/settle.ts';
import { type Item, inventory } from '../../pipeline/status/inventory.ts';
import { select } from '../../pipeline/status/select.ts';
import { show } from '../../ui/show.ts';
import { alone } from './alone.ts';
import { withClients } from './clients.ts';
import { waitingLine } from './waiting.ts';

const patience = 60_000;
const verbs = { running: 'resume', paused: 'pause', stopped: 'stop' } as const;

/** Refuses, before anything is changed, what one of `items` cannot do. */
async function refuse(items: readonly Item[], state: ConnectorState, clients: Clients): Promise<void> {
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

async function ask(item: Item, state: ConnectorState, clients: Clients, context: Context): Promise<void> {
  if (item.kind === 'connector') return clients.connect.setState(item.name, state);
  const { record } = item;
  // `refuse` lets no job come here that is to pause.
  if (state === 'paused' || record.state === state) return;
  const { name, pipeline } = record;
  const { clock, signal } = context;
  const change = { kind: 'job', action: 'update', name, pipeline, keys: [], record: { ...record, state } } as const;
  return carryOut(change, { clients, clock, signal, replication: 1 });
}

async function waitFor(
  items: readonly Item[],
  state: ConnectorState,
  clients: Clients,
  context: Context,
): Promise<void> {
  const { clock, signal, messages } = context;
  const connectors = items.flatMap((item) => (item.kind === 'connector' ? [[item.name, state]] : []));
  const asked = state === 'stopped' ? 'stopped' : 'running';
  const jobs = items.flatMap((item) =>
    item.kind === 'job' ? [[item.name, { digest: item.record.digest, state: asked }] as const] : [],
  );
  const expected = { connectors: Object.fromEntries(connectors), jobs: Object.fromEntries(jobs) };
  await settle(clients, expected, { clock, signal, timeout: patience, looks: 1, onWait: waitingLine(messages) });
}

/** The view of what was done with each item. */
export const showDone = (context: Context, options: GlobalOptions, items: readonly Item[], done: string): ExitCode =>
  show(context, options, {
    json: items.map(({ kind, name }) => ({ kind, name, done })),
    text: () => items.map(({ name }) => `${name} ${done}\n`).join(''),
  });

/**
 * One after the other; of several no other run changes any meanwhile. What stops it half-way is told with what was
 * done.
 */
export async function each(
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

/** Asks the connectors and jobs called `names` to be in a state and waits until they are. */
export async function changeState(
  context: Context,
  names: readonly string[],
  options: GlobalOptions,
  state: ConnectorState,
  done: string,
): Promise<ExitCode> {
  return withClients(context, options, async (clients, cluster) => {
    const items = select(names, await inventory(clients));
    await refuse(items, state, clients);
    const exclusion = alone(verbs[state], clients, cluster, context);
    await each(items, exclusion, context, (item) => ask(item, state, clients, context));
    await waitFor(items, state, clients, context);
    return showDone(context, options, items, done);
  });
}
