import { alertJobs } from '../../alerts/declared.ts';
import { type FoundAlert, foundAlert, foundAlerts } from '../../alerts/found-alerts.ts';
import { alertsSpec, definitionOf, type Rule, targetsOf, typesOf } from '../../alerts/spec.ts';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode } from '../../base/errors.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { follow } from '../../clients/kafka/follow.ts';
import { parsedJson } from '../../clients/kafka/latest.ts';
import { renderAlert, renderCounts } from '../../ui/alerts.ts';
import { showLine } from '../../ui/show.ts';
import { flag, integer, repeated, valued } from '../flag.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

/** One rule of a deployed job, as it is now. */
interface DeployedRule {
  readonly rule: Rule;
  readonly definition: string;
}

/** `alerts [PIPELINE]`: the alerts there are, the earliest first; `-f` goes on with those that come. */
export default defineVerb({
  usage: 'alerts [pipeline]',
  summary: 'show the alerts of deployed rules',
  example: 'pipeline alerts evenements -f',
  flags: {
    follow: flag('go on with the alerts that come', 'f'),
    rule: repeated('<name>', 'only alerts of this rule (repeatable)'),
    max: valued('<count>', 'only the latest so many', integer),
    all: flag('also those of rules as they were before they were changed'),
  },
  completes: { pipeline: { from: ['pipelines'] } },
  async run(context, args, options) {
    await withKafka(context, options, async (kafka) => {
      const jobs = (await alertJobs(kafka, args[0])).map(({ name, spec }) => alertsSpec(name, spec));
      const rules = jobs.flatMap((spec) =>
        spec.rules.map((rule) => ({ rule, definition: definitionOf(rule, typesOf(spec, rule.from)) })),
      );
      const isWanted = wanted(rules, options);
      const topics = [...new Set(jobs.flatMap(targetsOf))];
      const ends = await Promise.all(topics.map(async (topic) => ({ topic, ...(await boundsOf(kafka, topic)) })));
      const found = (await Promise.all(topics.map((topic) => foundAlerts(kafka, topic)))).flatMap((some) => [
        ...some.values(),
      ]);
      const alerts = found.filter(isWanted).sort((a, b) => a.time - b.time);
      for (const alert of alerts.slice(Math.max(0, alerts.length - (options.max ?? alerts.length)))) {
        print(context, options, alert);
      }
      tellCounts(context, options, rules, alerts);
      if (!options.follow) return;
      const positions = ends
        .filter(({ exists }) => exists)
        .map(({ topic, end }) => ({ topic, partition: 0, offset: end }));
      for await (const { records } of follow(kafka, positions, context.signal)) {
        for (const { key, value } of records) {
          const alert = value === null ? undefined : foundAlert(key, value);
          if (alert !== undefined && isWanted(alert)) print(context, options, alert);
        }
      }
    });
    return ExitCode.fine;
  },
});

async function boundsOf(kafka: RawKafka, topic: string) {
  const exists = (await kafka.partitions(topic)) !== undefined;
  return { exists, end: exists ? (await kafka.bounds(topic, 0)).end : 0 };
}

function wanted(
  rules: readonly DeployedRule[],
  { rule: names, all }: { readonly rule: readonly string[]; readonly all: boolean },
) {
  return (alert: FoundAlert): boolean =>
    (names.length === 0 || names.includes(alert.rule)) &&
    (all || rules.some(({ rule, definition }) => rule.name === alert.rule && definition === alert.definition));
}

function print(context: Context, options: GlobalOptions, alert: FoundAlert): void {
  showLine(context, options, { json: parsedJson(alert.value), text: () => renderAlert(alert, context.output) });
}

function tellCounts(
  context: Context,
  options: GlobalOptions & { readonly rule: readonly string[] },
  rules: readonly DeployedRule[],
  alerts: readonly FoundAlert[],
): void {
  if (options.output === 'json') return;
  const counts = new Map([...Map.groupBy(alerts, ({ rule }) => rule)].map(([rule, some]) => [rule, some.length]));
  const names = rules
    .map(({ rule }) => rule.name)
    .filter((name) => options.rule.length === 0 || options.rule.includes(name));
  context.messages.write(
    renderCounts(
      counts,
      names.filter((name) => !counts.has(name)),
    ),
  );
}
