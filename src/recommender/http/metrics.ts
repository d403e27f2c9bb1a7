import type { Route } from './server.ts';

/** One figure, named after Prometheus's conventions: a counter ends in `_total`, units are base units. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly value: number;
}

const PREFIX = 'pipeline_recommender_';

/** Prometheus's text format 0.0.4. `name` is the recommender's name, the label of every figure. */
function metricsText(name: string, metrics: readonly Metric[]): string {
  const label = name.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
  return metrics
    .map(({ name: figure, help, type, value }) => {
      const full = `${PREFIX}${figure}`;
      return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${full}{recommender="${label}"} ${value}\n`;
    })
    .join('');
}

/** `GET /metrics`, for Prometheus. */
export function metricsRoute(name: string, metrics: () => readonly Metric[]): Route {
  return {
    method: 'GET',
    path: /^\/metrics$/,
    answer: () => ({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
      body: metricsText(name, metrics()),
    }),
  };
}
