import type { Context, GlobalOptions } from '../../base/context.ts';
import { progressLine } from '../../base/text/progress.ts';
import type { DesiredConnector } from '../../pipeline/compile/desired.ts';
import { readProduced } from '../../pipeline/status/produced.ts';
import { withClients } from './clients.ts';

const look = 500;

/** Waits until the sources that end by themselves have written all their records, and says how far they are. */
export async function awaitProduced(
  context: Context,
  options: GlobalOptions,
  connectors: readonly DesiredConnector[],
): Promise<void> {
  await withClients(context, options, async (clients) => {
    const progress = progressLine(context);
    for (;;) {
      const { records, expected, endless } = await readProduced(connectors, clients.connect);
      const counted = `${records.toLocaleString('en-US')} of ${expected.toLocaleString('en-US')} events`;
      progress.show(() => counted);
      if (records >= expected) {
        progress.end();
        context.messages.write(`${counted}; without an end: ${endless.join(', ') || 'none'}\n`);
        return;
      }
      await context.clock.sleep(look, context.signal);
    }
  });
}
