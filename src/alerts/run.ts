import type { Context } from '../base/context.ts';
import { together } from '../base/together.ts';
import type { ReportTo } from '../jobs/supervisor/report.ts';
import { runStream } from '../streams/run.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { AlertsFold } from './alerts-fold.ts';
import { watchSilences } from './silence/watch-silences.ts';
import { type AlertsSpec, sourcesOf } from './spec.ts';
import { alertTopics } from './topics.ts';

/** Raises the alerts of a job until the context's signal. All processes that run it share its partitions. */
export async function runAlerts(
  name: string,
  spec: AlertsSpec,
  addresses: ClusterAddresses,
  context: Context,
  report: ReportTo,
): Promise<void> {
  const folds = new Map(sourcesOf(spec).map((topic) => [topic, new AlertsFold(spec, topic)]));
  const stream = { name, folds, contracts: spec.topics, writes: alertTopics(name, spec.rules) };
  await together(context.signal, (start) =>
    Promise.all([
      start((signal) => runStream(stream, addresses, { ...context, signal }, report)),
      start((signal) => watchSilences(name, spec, addresses, { ...context, signal })),
    ]),
  );
}
