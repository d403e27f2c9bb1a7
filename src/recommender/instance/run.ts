import { randomUUID } from 'node:crypto';
import type { Context } from '../../base/context.ts';
import { kafkaClient, kafkaConfig, withAdmin } from '../../clients/kafka/client.ts';
import { ensureTopics, type NewTopic } from '../../clients/kafka/create-topics.ts';
import { persistently } from '../../clients/kafka/persistently.ts';
import { schemaRegistry } from '../../clients/registry/open.ts';
import { decodersOf } from '../../encodings/record-decoder.ts';
import { Interruption } from '../../jobs/supervisor/interruption.ts';
import type { JobReport, ReportTo } from '../../jobs/supervisor/report.ts';
import { settingsOf } from '../../language/derived-topics.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { ListenAddress } from '../http/server.ts';
import type { RecommenderSpec } from '../spec.ts';
import { stateFolder } from '../state/state-folder.ts';
import { topicsOf } from '../topics.ts';
import { runSession } from './session.ts';

/** Its topics: `apply` makes them; where the job was declared otherwise, they are made here, with the same settings. */
export function ownTopics(name: string, spec: RecommenderSpec, { defaults }: ClusterAddresses): NewTopic[] {
  return topicsOf(name, spec).map((topic) => ({ name: topic.name, ...settingsOf(topic, defaults) }));
}

/** What the process that runs it decides. */
export interface RunOptions {
  readonly listen: ListenAddress;
  readonly report: ReportTo;
}

/**
 * Runs one instance of a recommender until the context's signal. All processes that run it share the work, as members
 * of its consumer group.
 */
export async function runRecommender(
  name: string,
  spec: RecommenderSpec,
  addresses: ClusterAddresses,
  context: Context,
  { listen, report }: RunOptions,
): Promise<void> {
  const { clock, signal } = context;
  const log = (line: string) => context.messages.write(`${name}: ${line}\n`);
  const config = kafkaConfig(addresses, context, 'service');
  const kafka = kafkaClient(addresses, context, 'service');
  const folder = stateFolder(context, name);
  const interruption = new Interruption(report, clock);
  const waiting = (why: string) => {
    log(why);
    interruption.begins(why);
  };
  await persistently({ clock, signal, log: waiting }, async () => {
    await withAdmin(kafka, name, (admin) => ensureTopics(admin, ownTopics(name, spec, addresses)));
    // A life of its own: it tells its own lists from those of an earlier one.
    const id = randomUUID().slice(0, 8);
    const decoderOf = decodersOf(spec.types, () => schemaRegistry(addresses, context));
    const told = (said: JobReport) => interruption.report(said);
    await runSession({ name, spec, decoderOf, config, kafka, folder, listen, id, clock, signal, report: told, log });
  });
}
