import { together } from '../../base/together.ts';
import { pause } from '../../base/until.ts';
import { kafkaClient, kafkaConfig, withAdmin } from '../../clients/kafka/client.ts';
import { ensureTopics } from '../../clients/kafka/create-topics.ts';
import { RawKafka } from '../../clients/kafka/fetch.ts';
import { persistently } from '../../clients/kafka/persistently.ts';
import { TopicWriter } from '../../clients/kafka/writer.ts';
import { ELSEWHERE, holdLease } from '../../jobs/registry/lease.ts';
import { settingsOf } from '../../language/derived-topics.ts';
import { groupOf, stateTopic } from '../../streams/names.ts';
import type { HostedRuntime } from '../hosted-kind.ts';
import { Rounds } from './rounds.ts';
import type { VerifySpec } from './section.ts';

const REPORT_INTERVAL = 2_000;

/**
 * Proves what a pipeline stores, every so often, until the context's signal. Of all processes that run the job one
 * works at a time; what was proven last, and when, is kept in the job's compacted topic, so that a restart repeats
 * nothing.
 */
export async function runVerify(
  name: string,
  spec: VerifySpec,
  { addresses, context, report, prove }: Pick<HostedRuntime, 'addresses' | 'context' | 'report' | 'prove'>,
): Promise<void> {
  const { clock, signal } = context;
  const log = (line: string) => context.messages.write(`${name}: ${line}\n`);
  const config = kafkaConfig(addresses, context, 'service');
  const kafka = kafkaClient(addresses, context, 'service');
  const topic = stateTopic(name);
  const settings = { name: topic.name, ...settingsOf(topic, addresses.defaults) };
  await persistently({ clock, signal, log }, async () => {
    await withAdmin(kafka, name, (admin) => ensureTopics(admin, [settings]));
    const waiting = () => report({ state: 'RUNNING', metrics: {}, waits: ELSEWHERE });
    await holdLease(config, { group: groupOf(name), topic: topic.name, clock, signal, waiting }, async ({ lost }) => {
      const rounds = new Rounds(name, spec, { clock, prove, log });
      const records = new RawKafka(config);
      const writer = await TopicWriter.open(kafka, topic.name, 1);
      try {
        await records.connect();
        await together(lost, (start) =>
          Promise.all([
            start((until) => rounds.run(records, writer, until)),
            start(async (until) => {
              do report(rounds.told);
              while (await pause(clock, REPORT_INTERVAL, until));
            }),
          ]),
        );
      } finally {
        await Promise.all([records.close(), writer.close()]);
      }
    });
  });
}
