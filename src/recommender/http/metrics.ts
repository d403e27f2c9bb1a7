import { PROMETHEUS_TYPE, prometheusText } from '../../base/text/prometheus.ts';
import type { Route } from './server.ts';

/** One figure, named after Prometheus's conventions: a counter ends in `_total`, units are base units. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly value: number;
}

const PREFIX = 'pipeline_recommender_';

/** Every figure has the recommender's name as its label. */
const metricsText = (name: string, metrics: readonly Metric[]): string =>
  prometheusText(
    metrics.map(({ name: figure, value, ...metric }) => ({
      ...metric,
      name: `${PREFIX}${figure}`,
      samples: [{ labels: { recommender: name }, value }],
    })),
  );

/** `GET /metrics`, for Prometheus. */
export function metricsRoute(name: string, metrics: () => readonly Metric[]): Route {
  return {
    method: 'GET',
    path: /^\/metrics$/,
    answer: () => ({
      status: 200,
      type: PROMETHEUS_TYPE,
      body: metricsText(name, metrics()),
    }),
  };
}
