import { isRecord } from '../../language/values.ts';
import type { JobResult } from '../runner.ts';

const percent = (share: unknown) => (typeof share === 'number' ? `${(share * 100).toFixed(2)} %` : '');

/** What a person reads about a finished job of Spark. */
export function renderResult(result: JobResult): string {
  const { rows, events, evaluation, result: table } = result;
  const lines = [
    ...(typeof events === 'number' ? [`learned from ${events.toLocaleString('en-US')} events`] : []),
    ...(isRecord(evaluation) ? [evaluated(evaluation)] : []),
    ...(Array.isArray(table) ? table.map((row) => JSON.stringify(row)) : []),
    ...(typeof rows === 'number' ? [`${rows.toLocaleString('en-US')} rows`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function evaluated({ protocol, cases, k, hitRate, ndcg, mrr }: Readonly<Record<string, unknown>>): string {
  return `${protocol}, ${cases} cases: HR@${k} ${percent(hitRate)}, NDCG@${k} ${percent(ndcg)}, MRR@${k} ${percent(mrr)}`;
}
