import { isRecord, type Values } from '../../../base/values.ts';
import type { JobResult } from '../../../jobs/runner.ts';

/** What a person reads about a finished job of Spark. */
export function renderResult(result: JobResult): string {
  const { rows, events, evaluation, beside, result: table } = result;
  const lines = [
    ...(typeof events === 'number' ? [`learned from ${events.toLocaleString('en-US')} events`] : []),
    ...(isRecord(evaluation) ? evaluated(evaluation, Array.isArray(beside) ? beside.filter(isRecord) : []) : []),
    ...(Array.isArray(table) ? table.map((row) => JSON.stringify(row)) : []),
    ...(typeof rows === 'number' ? [`${rows.toLocaleString('en-US')} rows`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function evaluated(als: Values, others: readonly Values[]): string[] {
  const percent = (share: unknown) => (typeof share === 'number' ? `${(share * 100).toFixed(2)} %` : '').padStart(9);
  const row = ({ model, cases, hitRate, ndcg, mrr }: Values) =>
    `  ${String(model).padEnd(11)}${String(cases).padStart(6)}${percent(hitRate)}${percent(ndcg)}${percent(mrr)}`;
  const { k } = als;
  const title = `  ${'model'.padEnd(11)}${'cases'.padStart(6)}${`HR@${k}`.padStart(9)}${`NDCG@${k}`.padStart(9)}${`MRR@${k}`.padStart(9)}`;
  return ['leave-last-out, among all items:', title, ...[{ ...als, model: 'als' }, ...others].map(row)];
}
