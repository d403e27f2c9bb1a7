import { join } from 'node:path';
import type { ClusterAddresses } from '../cluster/addresses.ts';
import { homeOf } from '../cluster/home.ts';
import { derivedSettings } from '../compile/topics.ts';
import type { Context } from '../context.ts';
import { kafkaClient, kafkaConfig, withAdmin } from '../kafka/client.ts';
import { ensureTopics, type NewTopic } from '../kafka/create-topics.ts';
import { holdLease } from '../kafka/lease.ts';
import { persistently } from '../kafka/persistently.ts';
import type { ReportTo } from '../supervisor/report.ts';
import { runSession } from './session.ts';
import { deadLetterTopic, groupOf, logTopic, type RecommenderSpec } from './spec.ts';
import { StateFolder } from './state/state-folder.ts';

/** Where a recommender keeps its snapshots on this machine. */
export function stateFolder(context: Pick<Context, 'directory' | 'environment'>, name: string): StateFolder {
  return new StateFolder(join(homeOf(context).folder, 'recommender', name));
}

/** Its topics: `apply` makes them; where the job was declared otherwise, they are made here, with the same settings. */
function ownTopics(name: string, spec: RecommenderSpec, { defaults }: ClusterAddresses): NewTopic[] {
  return [
    { name: logTopic(name), ...derivedSettings('the log of a recommender', defaults) },
    { name: spec.to, ...derivedSettings('recommendations', defaults) },
    { name: deadLetterTopic(spec), ...derivedSettings('dead letters', defaults) },
  ];
}

/**
 * Runs a recommender until the context's signal. Of all processes that run it one works at a time, the holder of its
 * log's lease; the others wait to take over.
 */
export async function runRecommender(
  name: string,
  spec: RecommenderSpec,
  addresses: ClusterAddresses,
  context: Context,
  report: ReportTo,
): Promise<void> {
  const { clock, signal } = context;
  const log = (line: string) => context.messages.write(`${name}: ${line}\n`);
  const config = kafkaConfig(addresses, context, 'service');
  const kafka = kafkaClient(addresses, context, 'service');
  const folder = stateFolder(context, name);
  await persistently({ clock, signal, log }, async () => {
    await withAdmin(kafka, name, (admin) => ensureTopics(admin, ownTopics(name, spec, addresses)));
    await holdLease(config, { group: groupOf(name), topic: logTopic(name), clock, signal }, (held) =>
      runSession({ name, spec, config, kafka, folder, clock, signal, report, log }, held),
    );
  });
}
