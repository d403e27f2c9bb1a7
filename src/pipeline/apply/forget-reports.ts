import type { Clock } from '../../base/context.ts';
import type { Clients } from '../../clients/clients.ts';
import { CONNECTOR_STATUS, isSpeaking, readTaskReports, reportKey } from '../status/task-reports.ts';

const poll = 250;
/**
 * How many milliseconds the tasks of a deleted connector are given for their last report; what comes later is nobody's,
 * and harms nobody.
 */
const patience = 10_000;

/**
 * Ends what the tasks of a connector that is gone have reported. Whoever may not read or write there has deleted it
 * nevertheless.
 */
export async function forgetReports(
  connector: string,
  { clients, clock, signal }: { readonly clients: Clients; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const deadline = clock.now() + patience;
  try {
    for (;;) {
      const reports = (await readTaskReports(clients)).filter(({ name }) => name === connector);
      if (reports.length === 0) return;
      if (clock.now() < deadline && reports.some((report) => isSpeaking(report, clock.now()))) {
        await clock.sleep(poll, signal);
        continue;
      }
      const writer = await clients.writer(CONNECTOR_STATUS);
      await writer.write(reports.map((report) => ({ key: Buffer.from(reportKey(report)), value: null })));
      return;
    }
  } catch (error) {
    if (signal.aborted) throw error;
  }
}
