import type { Context } from '../base/context.ts';
import { type ExitCode, InterruptedError, RefusedError } from '../base/errors.ts';
import type { Clients } from '../clients/clients.ts';
import { hosted } from '../components/hosted.ts';
import { forgetRun, type RunRecord, readRuns } from '../jobs/run-record.ts';
import type { Written } from '../jobs/written.ts';
import { carryOut, type Hands, removeConnector } from '../pipeline/apply/carry-out.ts';
import { inDeletionOrder, onlyTheirs, type Remains, remainsOf } from '../pipeline/apply/deletion.ts';
import { exclusively } from '../pipeline/apply/exclusively.ts';
import type { ClusterLock } from '../pipeline/apply/lock.ts';
import { forgetOffsets, purge } from '../pipeline/apply/purge.ts';
import { type Item, inventory } from '../pipeline/status/inventory.ts';
import { select } from '../pipeline/status/select.ts';
import { Stores } from '../store/location.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { renderRemains } from '../ui/remains.ts';
import { show } from '../ui/show.ts';
import { flag, yes } from './flag.ts';
import { alone } from './shared/alone.ts';
import { withClients } from './shared/clients.ts';
import { confirm } from './shared/confirm.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = { purge: flag('also topics, files, group and commit log'), yes };

type DeleteOptions = OptionsOf<typeof flags>;

async function removeAll(
  items: readonly Item[],
  { sources }: Pick<Remains, 'sources'>,
  hands: Hands,
  held: ClusterLock,
  context: Context,
): Promise<void> {
  await forgetOffsets(sources, hands);
  for (const item of inDeletionOrder(items)) {
    if (hands.signal.aborted) {
      throw new InterruptedError('Stopped before everything was deleted', { hint: 'The same command goes on.' });
    }
    await held.confirm();
    context.messages.write(`Deleting ${item.name}\n`);
    if (item.kind === 'connector') await removeConnector(item.name, hands);
    else {
      const { name, pipeline } = item.record;
      await carryOut({ kind: 'job', action: 'delete', name, pipeline, keys: [] }, hands);
    }
  }
}

async function ask(
  items: readonly Item[],
  going: Remains,
  names: readonly string[],
  context: Context,
  options: DeleteOptions,
) {
  const list = items.map(({ name }) => name).join(', ');
  if (!options.purge) return confirm(context, `Delete ${list}?`, options.yes);
  context.messages.write(renderRemains(going, 'With them go, for ever'));
  return confirm(context, `Delete ${list} and all of that?`, options.yes, names.join(' '));
}

async function goingOf(
  items: readonly Item[],
  all: readonly Item[],
  written: readonly Written[],
  clients: Clients,
): Promise<Remains> {
  const remains = await remainsOf(items, clients, written);
  const others = all.filter((item) => !items.includes(item));
  return { ...remains, topics: await onlyTheirs(remains, others, clients) };
}

/** What was asked about is what goes: another run may have come in between. */
function refuseMoved(asked: readonly Item[], now: readonly Item[]): void {
  const list = (items: readonly Item[]) => items.map(({ kind, name }) => `${kind} ${name}`).join();
  if (list(asked) === list(now)) return;
  throw new RefusedError('Another run has changed what these names stand for; nothing was deleted', {
    hint: 'Run the command again and look at its list.',
  });
}

/** What is written at this moment cannot be taken away for good. */
function refuseRunning(runs: readonly RunRecord[]): void {
  const running = runs.find(({ state }) => state === 'RUNNING');
  if (running === undefined) return;
  throw new RefusedError(`Process ${running.pid} runs it`, {
    where: `job ${running.name}`,
    hint: `Wait for it, or \`pipeline jobs stop ${running.name}\`.`,
  });
}

async function run(
  context: Context,
  names: readonly string[],
  options: DeleteOptions,
  clients: Clients,
  cluster: ClusterAddresses,
): Promise<ExitCode> {
  const { clock, signal } = context;
  const hands: Hands = { clients, clock, signal, replication: cluster.defaults.replication };
  const all = await inventory(clients);
  const items = select(names, all);
  const runs = readRuns(context, cluster.name, names);
  if (options.purge) refuseRunning(runs);
  const written = runs.flatMap((record) => record.written ?? []);
  const remains = options.purge
    ? await goingOf(items, all, written, clients)
    : await remainsOf(items, clients, written);
  await ask(items, remains, names, context, options);
  await exclusively(alone('delete', clients, cluster, context), async (held) => {
    refuseMoved(items, select(names, await inventory(clients)));
    await removeAll(items, options.purge ? remains : { sources: [] }, hands, held, context);
    if (!options.purge) return;
    await held.confirm();
    await purge(remains, hands, new Stores(cluster, context), context);
    for (const item of items) {
      if (item.kind === 'job') await hosted.find(item.record.kind)?.forget?.(context, item.name);
    }
    for (const record of runs) forgetRun(context, record);
  });
  const deleted = items.map(({ kind, name }) => ({ kind, name }));
  return show(context, options, {
    json: { deleted, ...(options.purge ? { purged: remains } : { remains }) },
    text: () => deleted.map(({ name }) => `${name} deleted\n`).join(''),
    after: () => (options.purge ? '' : renderStays(remains)),
  });
}

function renderStays(remains: Remains): string {
  const list = renderRemains(remains, 'These stay');
  return remains.groups.length + remains.sources.length > 0 ? `${list}${goesOn}` : list;
}

const goesOn =
  'Declared again under its name, a source or sink goes on where this one stopped: its offsets, group and commit log\n' +
  'stay. To begin anew, delete it with --purge, or run `pipeline offsets reset` on it.\n';

/**
 * `delete NAMES`: connectors, jobs or pipelines; with --purge also their groups, files, and topics nobody else uses.
 */
export default defineVerb({
  usage: 'delete <names...>',
  summary: 'delete connectors or whole pipelines; topics and files stay',
  example: 'pipeline delete streaming',
  flags,
  completes: { names: { from: ['pipelines', 'connectors', 'jobs'] } },
  async run(context, names, options) {
    return withClients(context, options, (clients, cluster) => run(context, names, options, clients, cluster));
  },
});
