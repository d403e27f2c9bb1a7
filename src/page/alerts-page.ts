import { describeAlert } from '../alerts/describe.ts';
import { type FoundAlert, foundAlert } from '../alerts/found-alerts.ts';
import { ALERTS } from '../alerts/names.ts';
import { alertsSpec, definitionOf, targetsOf, typesOf } from '../alerts/spec.ts';
import { RefusedError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { isoTime } from '../base/time.ts';
import type { Clients } from '../clients/clients.ts';
import { committedRecords } from '../clients/kafka/committed.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { isFresh, readJobStatus, readJobs } from '../jobs/registry/jobs.ts';
import { problemOf } from './problem.ts';
import type { AlertRow, AlertsPage } from './wire/alerts.ts';

/** Records of a topic of alerts that are looked at: its newest. */
const MOST = 500;

/**
 * The deployed rules with what their jobs count, and the newest alerts of them. `now`: milliseconds since the epoch.
 */
export async function alertsPage(clients: Clients, now: number): Promise<AlertsPage> {
  const kafka = await clients.records();
  const [records, statuses] = await Promise.all([readJobs(kafka), readJobStatus(kafka)]);
  const problems: string[] = [];
  const jobs = records
    .filter(({ kind }) => kind === ALERTS)
    .flatMap(({ name, spec }) => {
      try {
        return [{ name, spec: alertsSpec(name, spec) }];
      } catch (error) {
        // One that a later version declared must not hide the others.
        if (!(error instanceof RefusedError)) throw error;
        problems.push(`${name}: ${problemOf(error).message}`);
        return [];
      }
    });
  const rules = jobs.flatMap(({ name: job, spec }) => {
    const status = statuses.find(({ name }) => name === job);
    const counted = isFresh(status, now) ? status.metrics : undefined;
    return spec.rules.map((rule) => ({
      definition: definitionOf(rule, typesOf(spec, rule.from)),
      row: {
        job,
        name: rule.name,
        from: rule.from,
        to: rule.to,
        alerts: counted?.[`alerts ${rule.name}`] ?? null,
        matched: counted?.[`matched ${rule.name}`] ?? null,
      },
    }));
  });
  const topics = [...new Set(jobs.flatMap(({ spec }) => targetsOf(spec)))];
  const newest = (await Promise.all(topics.map((topic) => newestAlerts(kafka, topic)))).flat();
  const isNow = (alert: FoundAlert) =>
    rules.some(({ row, definition }) => row.name === alert.rule && definition === alert.definition);
  return {
    rules: rules.map(({ row }) => row),
    problems,
    alerts: newest
      .filter(isNow)
      .sort((a, b) => b.time - a.time)
      .map(alertRow),
    most: MOST,
  };
}

/** As they were written last under each key; none where the topic does not exist. */
async function newestAlerts(kafka: RawKafka, topic: string): Promise<readonly FoundAlert[]> {
  const found = new Map<string, FoundAlert>();
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    const range = { from: Math.max(start, end - MOST), to: end };
    for await (const { key, value } of committedRecords(kafka, topic, partition, range)) {
      const alert = value === null ? undefined : foundAlert(key, value);
      found.delete(key?.toString() ?? '');
      if (alert !== undefined) found.set(alert.key, alert);
    }
  }
  return [...found.values()];
}

const alertRow = (alert: FoundAlert): AlertRow => ({
  rule: printable(alert.rule),
  time: isoTime(alert.time) ?? '',
  words: printable(describeAlert(alert)),
  topic: alert.topic,
  partition: alert.partition,
  offset: alert.offset,
  value: printable(alert.value),
});
