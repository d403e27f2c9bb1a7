import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prometheusText } from '../../../src/base/text/prometheus.ts';
import { metricsOf } from '../../../src/pipeline/status/metrics.ts';
import type { StatusReport } from '../../../src/pipeline/status/report.ts';
import { checkout } from '../../../src/target/checkout.ts';

const report: StatusReport = {
  version: 1,
  cluster: 'here',
  ok: false,
  connectors: [
    {
      name: 'shop.lake',
      pipeline: 'shop',
      type: 'sink',
      class: 'x',
      condition: 'partly-failed',
      healthy: false,
      worker: '',
      tasks: [
        { id: 0, state: 'RUNNING', worker: 'w' },
        { id: 1, state: 'FAILED', worker: 'w', trace: 'no' },
      ],
      lag: 7,
      partitions: [],
      reports: [
        {
          version: 1,
          name: 'shop.lake',
          task: 0,
          digest: '',
          state: 'RUNNING',
          started: '',
          time: '',
          metrics: { deadLettered: 2 },
        },
      ],
      records: 100,
      rate: null,
    },
  ],
  jobs: [
    {
      name: 'shop.alerts',
      pipeline: 'shop',
      kind: 'alerts',
      condition: 'running',
      healthy: true,
      host: 'h',
      restarts: 1,
      time: '',
      metrics: { records: 5, lag: 0, unreadable: 3, 'alerts big': 4, 'matched big': 9, 'alerts "x\\': 0 },
    },
  ],
};

test('what status knows is told in the format of Prometheus', () => {
  const text = prometheusText(metricsOf(report));
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const sink = 'connector="shop.lake",pipeline="shop",type="sink"';
  const job = 'job="shop.alerts",pipeline="shop",kind="alerts"';
  expect(samples).toEqual([
    `pipeline_connector_healthy{${sink}} 0`,
    `pipeline_connector_condition{${sink},condition="partly-failed"} 1`,
    `pipeline_connector_tasks{${sink},state="RUNNING"} 1`,
    `pipeline_connector_tasks{${sink},state="FAILED"} 1`,
    `pipeline_connector_lag_records{${sink}} 7`,
    `pipeline_connector_records_total{${sink}} 100`,
    `pipeline_connector_dead_letters_total{${sink}} 2`,
    `pipeline_connector_tombstones_total{${sink}} 0`,
    `pipeline_job_healthy{${job}} 1`,
    `pipeline_job_restarts_total{${job}} 1`,
    `pipeline_job_lag_records{${job}} 0`,
    `pipeline_job_records_total{${job}} 5`,
    `pipeline_job_unreadable_events_total{${job}} 3`,
    `pipeline_alerts_total{${job},rule="big"} 4`,
    `pipeline_alerts_total{${job},rule="\\"x\\\\"} 0`,
    `pipeline_alert_events_total{${job},rule="big"} 9`,
  ]);
});

test('every figure is documented, and the dashboard asks for no other', () => {
  const names = metricsOf(report).map(({ name }) => name);
  const page = readFileSync(join(checkout, 'docs', 'metrics.md'), 'utf8');
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  const dashboard: { readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[] } =
    JSON.parse(readFileSync(join(checkout, 'docs', 'grafana.json'), 'utf8'));
  const asked = dashboard.panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => expr.match(/\bpipeline_[a-z_]+(?=\{)/g) ?? []),
  );
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((name) => !names.includes(name))).toEqual([]);
  const proofs = names.filter((name) => name.startsWith('pipeline_proof_'));
  expect(proofs.filter((name) => !asked.includes(name))).toEqual([]);
});
