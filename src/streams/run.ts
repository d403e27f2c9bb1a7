import type { Context } from '../base/context.ts';
import { kafkaClient, kafkaConfig, withAdmin } from '../clients/kafka/client.ts';
import { ensureTopics } from '../clients/kafka/create-topics.ts';
import { persistently } from '../clients/kafka/persistently.ts';
import { schemaRegistry } from '../clients/registry/open.ts';
import { decodersOf } from '../encodings/record-decoder.ts';
import { Interruption } from '../jobs/supervisor/interruption.ts';
import type { ReportTo } from '../jobs/supervisor/report.ts';
import { settingsOf } from '../language/derived-topics.ts';
import type { EventContract } from '../language/model.ts';
import type { WrittenTopic } from '../language/section-words.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { Fold } from './fold.ts';
import { runSession } from './session.ts';

/** A job that folds the records of topics, partition by partition. */
export interface Stream<State> {
  /** Its name in the cluster. */
  readonly name: string;
  /** By topic that it reads. */
  readonly folds: ReadonlyMap<string, Fold<State>>;
  /** By topic: what its contract says of how its values are written. */
  readonly contracts?: Readonly<Record<string, Pick<EventContract, 'encoding'>>>;
  /** What it writes, `stateTopic` among it: `apply` makes these, and where one is missing it is made here. */
  readonly writes: readonly WrittenTopic[];
}

/**
 * Runs a stream until the context's signal. All processes that run it share its partitions, as members of its consumer
 * group. Trouble with Kafka is waited out.
 */
export async function runStream<State>(
  { name, folds, contracts = {}, writes }: Stream<State>,
  addresses: ClusterAddresses,
  context: Context,
  report: ReportTo,
): Promise<void> {
  const { clock, signal } = context;
  const log = (line: string) => context.messages.write(`${name}: ${line}\n`);
  const config = kafkaConfig(addresses, context, 'service');
  const kafka = kafkaClient(addresses, context, 'service');
  const topics = writes.map((topic) => ({ name: topic.name, ...settingsOf(topic, addresses.defaults) }));
  const interruption = new Interruption(report, clock);
  const waiting = (why: string) => {
    log(why);
    interruption.begins(why);
  };
  await persistently({ clock, signal, log: waiting }, async () => {
    await withAdmin(kafka, name, (admin) => ensureTopics(admin, topics));
    const decoderOf = decodersOf(contracts, () => schemaRegistry(addresses, context));
    await runSession({
      name,
      folds,
      decoderOf,
      config,
      kafka,
      clock,
      signal,
      report: (said) => interruption.report(said),
      log,
    });
  });
}
