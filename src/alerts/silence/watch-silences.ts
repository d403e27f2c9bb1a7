import type { Context } from '../../base/context.ts';
import { kafkaClient, kafkaConfig } from '../../clients/kafka/client.ts';
import { RawKafka } from '../../clients/kafka/fetch.ts';
import { persistently } from '../../clients/kafka/persistently.ts';
import { TopicWriter } from '../../clients/kafka/writer.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { foundAlerts } from '../found-alerts.ts';
import { knownPartitions } from '../partition-states.ts';
import { type AlertsSpec, definitionOf, type Rule, typesOf } from '../spec.ts';
import { type Heard, SilenceChanges } from './changes.ts';

const [SHORTEST_LOOK, LONGEST_LOOK] = [500, 30_000];

/** How often a silence is looked for: a twentieth of it, within bounds. Milliseconds. */
export const lookInterval = ({ absent = 0 }: Pick<Rule, 'absent'>): number =>
  Math.min(LONGEST_LOOK, Math.max(SHORTEST_LOOK, absent / 20));

/**
 * Raises the alerts of rules about silence until the context's signal. What they are follows from the states of all
 * partitions and, while a silence lasts, from the clock; who runs this beside others writes the same.
 */
export async function watchSilences(
  name: string,
  spec: AlertsSpec,
  addresses: ClusterAddresses,
  context: Context,
): Promise<void> {
  const rules = spec.rules.filter(({ absent }) => absent !== undefined);
  if (rules.length === 0) return;
  const log = (line: string) => context.messages.write(`${name}: ${line}\n`);
  await persistently({ ...context, log }, async () => {
    const kafka = new RawKafka(kafkaConfig(addresses, context, 'service'));
    const writers = new Map<string, TopicWriter>();
    const writerOf = async (topic: string) => {
      const writer =
        writers.get(topic) ?? (await TopicWriter.open(kafkaClient(addresses, context, 'service'), topic, 1));
      writers.set(topic, writer);
      return writer;
    };
    try {
      await kafka.connect();
      const watches = await Promise.all(rules.map((rule) => watchOf(kafka, rule, spec)));
      const interval = Math.min(...rules.map(lookInterval));
      while (!context.signal.aborted) {
        for (const { rule, changes } of watches) {
          const now = context.clock.now();
          const due = changes.take(await hear(kafka, name, spec, rule), now);
          if (due.length === 0) continue;
          const records = due.map(({ key, value, time }) => ({
            key: Buffer.from(key),
            value: value === null ? null : Buffer.from(value),
            timestamp: time,
          }));
          await (await writerOf(rule.to)).write(records);
          changes.wrote(due);
        }
        await context.clock.sleep(interval, context.signal).catch(() => {});
      }
    } finally {
      await Promise.all([kafka, ...writers.values()].map((each) => each.close()));
    }
  });
}

async function watchOf(kafka: RawKafka, rule: Rule, spec: AlertsSpec) {
  const definition = definitionOf(rule, typesOf(spec, rule.from));
  const found = await foundAlerts(kafka, rule.to);
  const own = [...found].filter(([, alert]) => alert.rule === rule.name && alert.definition === definition);
  return { rule, changes: new SilenceChanges(rule, definition, new Map(own)) };
}

async function hear(kafka: RawKafka, name: string, spec: AlertsSpec, rule: Rule): Promise<Heard[]> {
  await kafka.forgetLeaders(rule.from);
  const partitions = await knownPartitions(kafka, name, spec, [rule.from]);
  return partitions.flatMap(({ partition, start, end, stored, state }) => {
    const gaps = state.rules.get(rule.name)?.gaps;
    if (gaps === undefined) return [];
    return [{ partition, gaps, isCovered: (stored?.offset ?? start) >= end }];
  });
}
