import type { Context, GlobalOptions } from '../../base/context.ts';
import type { ExitCode } from '../../base/errors.ts';
import type { ConnectorState } from '../../clients/connect/client.ts';
import { settle } from '../../pipeline/apply/settle.ts';
import { type Item, inventory } from '../../pipeline/status/inventory.ts';
import { select } from '../../pipeline/status/select.ts';
import { show } from '../../ui/show.ts';
import { withClients } from './clients.ts';
import { type Site, setState } from './operate.ts';
import { waitingLine } from './waiting.ts';

const patience = 60_000;

async function waitFor(
  items: readonly Item[],
  state: ConnectorState,
  { clients, context: { clock, signal, messages } }: Site,
): Promise<void> {
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

/** Asks the connectors and jobs called `names` to be in a state and waits until they are. */
export async function changeState(
  context: Context,
  names: readonly string[],
  options: GlobalOptions,
  state: ConnectorState,
  done: string,
): Promise<ExitCode> {
  return withClients(context, options, async (clients, cluster) => {
    const site = { context, clients, cluster };
    const items = select(names, await inventory(clients));
    await setState(items, state, site);
    await waitFor(items, state, site);
    return showDone(context, options, items, done);
  });
}
