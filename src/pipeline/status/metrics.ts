import type { Figure, Sample } from '../../base/text/prometheus.ts';
import type { ConnectorReport, JobReport, StatusReport } from './report.ts';
import { sumOf } from './task-reports.ts';

/**
 * What Prometheus is told of a cluster (docs/metrics.md): health, tasks, lag, records, dead letters, alerts by rule.
 */
export function metricsOf({ connectors, jobs }: StatusReport): Figure[] {
  return [...connectorFigures(connectors), ...jobFigures(jobs), ...proofFigures([...connectors, ...jobs])];
}

/** Of what a `verify:` proves. */
function proofFigures(all: readonly (ConnectorReport | JobReport)[]): Figure[] {
  const labels = ({ name, pipeline }: ConnectorReport | JobReport) => ({ sink: name, pipeline: pipeline ?? '' });
  const gauge = (name: string, help: string, read: Read<ConnectorReport | JobReport>) =>
    figureOf('gauge', `pipeline_proof_${name}`, help, all, labels, read);
  return [
    gauge('ok', '1 where the last proof found every record stored exactly once.', ({ proof }) =>
      proof === undefined || proof.ok === null ? null : Number(proof.ok),
    ),
    gauge('age_seconds', 'Since the last proof.', ({ proof }) => proof?.age),
    gauge('records', 'Records that the last proof covered.', ({ proof }) => proof?.records),
  ];
}

type Read<T> = (one: T) => number | null | undefined;

/** One sample of each that has the figure. */
function figureOf<T>(
  type: Figure['type'],
  name: string,
  help: string,
  all: readonly T[],
  labels: (one: T) => Sample['labels'],
  read: Read<T>,
): Figure {
  const samples = all.flatMap((one) => {
    const value = read(one);
    return value === null || value === undefined ? [] : [{ labels: labels(one), value }];
  });
  return { name, help, type, samples };
}

function connectorFigures(connectors: readonly ConnectorReport[]): Figure[] {
  const labels = ({ name, pipeline, type }: ConnectorReport) => ({ connector: name, pipeline: pipeline ?? '', type });
  const gauge = (name: string, help: string, read: Read<ConnectorReport>) =>
    figureOf('gauge', `pipeline_connector_${name}`, help, connectors, labels, read);
  const counter = (name: string, help: string, read: Read<ConnectorReport>) =>
    figureOf('counter', `pipeline_connector_${name}`, help, connectors, labels, read);
  return [
    gauge('healthy', '1 where nobody has to do anything about the connector.', ({ healthy }) => Number(healthy)),
    {
      name: 'pipeline_connector_condition',
      help: 'The condition that `status` shows; always 1.',
      type: 'gauge',
      samples: connectors.map((one) => ({ labels: { ...labels(one), condition: one.condition }, value: 1 })),
    },
    {
      name: 'pipeline_connector_tasks',
      help: 'Tasks by their state in Connect.',
      type: 'gauge',
      samples: connectors.flatMap((one) =>
        [...Map.groupBy(one.tasks, ({ state }) => state)].map(([state, tasks]) => ({
          labels: { ...labels(one), state },
          value: tasks.length,
        })),
      ),
    },
    gauge('lag_records', 'Committed records that a sink has not stored yet.', ({ lag }) => lag),
    counter('records_total', 'Records made or stored since the tasks started.', ({ records }) => records),
    counter('dead_letters_total', 'Records rejected since the tasks started.', ({ reports }) =>
      sumOf(reports, 'deadLettered'),
    ),
    counter(
      'tombstones_total',
      'Records without value that a sink only counted, since the tasks started.',
      ({ reports }) => sumOf(reports, 'tombstones'),
    ),
  ];
}

function jobFigures(jobs: readonly JobReport[]): Figure[] {
  const labels = ({ name, pipeline, kind }: JobReport) => ({ job: name, pipeline, kind });
  const told = (name: string, help: string, type: Figure['type'], metric: string) =>
    figureOf(type, `pipeline_job_${name}`, help, jobs, labels, ({ metrics }) => metrics[metric]);
  return [
    figureOf('gauge', 'pipeline_job_healthy', '1 where the job runs as declared.', jobs, labels, ({ healthy }) =>
      Number(healthy),
    ),
    figureOf(
      'counter',
      'pipeline_job_restarts_total',
      'Times its host started it again.',
      jobs,
      labels,
      (job) => job.restarts,
    ),
    told('lag_records', 'Offsets that the job has not covered yet.', 'gauge', 'lag'),
    told('records_total', 'Records that the job has taken.', 'counter', 'records'),
    told('unreadable_events_total', 'Events that the rules of alerts could not read.', 'counter', 'unreadable'),
    told('notified_alerts_total', 'Alerts told by webhooks since the job started.', 'counter', 'told'),
    told('held_alerts', 'Alerts that wait for the summary of what was held back.', 'gauge', 'held'),
    byRule('alerts', 'alerts_total', 'Alerts by rule; silences are not among them.'),
    byRule('matched', 'alert_events_total', 'Events that match a rule.'),
  ];

  function byRule(word: string, name: string, help: string): Figure {
    const samples = jobs.flatMap((job) =>
      Object.entries(job.metrics).flatMap(([key, value]) =>
        key.startsWith(`${word} `) ? [{ labels: { ...labels(job), rule: key.slice(word.length + 1) }, value }] : [],
      ),
    );
    return { name: `pipeline_${name}`, help, type: 'counter', samples };
  }
}
