import { printable } from '../base/text/printable.ts';
import { table } from '../base/text/table.ts';
import type { Evaluation } from '../recommender/evaluate/evaluate.ts';
import type { Outcome, Trial } from '../recommender/evaluate/protocols.ts';

const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A table per protocol, a line per model. */
export function renderEvaluation({ source, events, users, items, skipped, scale, trials }: Evaluation): string {
  const head = `${printable(source)}: ${count(events)} events, ${count(users)} users, ${count(items)} items\n`;
  const left = Object.entries(skipped).map(
    ([reason, rows]) => `  ${count(rows)} rows left out: ${printable(reason)}\n`,
  );
  const scaled = scale === 1 ? '' : `  ratings have decimals: counted times ${scale}\n`;
  return `${head}${left.join('')}${scaled}${trials.map(renderTrial).join('')}`;
}

function renderTrial({ protocol, repeats, outcomes }: Trial): string {
  const [first] = outcomes;
  if (first === undefined) return '';
  const repeated = repeats === 0 ? '' : `, ${count(repeats)} repeats of known items left out`;
  const lengths = [...first.at.keys()];
  const measures = lengths.flatMap((k) => [`HR@${k}`, `NDCG@${k}`, `MRR@${k}`, `coverage@${k}`, `novelty@${k}`]);
  const titles = measures.map((title) => ({ title, align: 'right' as const }));
  const rows = table([{ title: 'MODEL' }, ...titles], outcomes.map(renderOutcome));
  return `\n${protocol}: ${count(first.cases)} cases${repeated}\n${rows}`;
}

function renderOutcome({ model, at }: Outcome): string[] {
  const qualities = [...at.values()].flatMap(({ hitRate, ndcg, mrr, coverage, novelty }) => [
    ...[hitRate, ndcg, mrr, coverage].map((value) => value.toFixed(4)),
    novelty.toFixed(2),
  ]);
  return [model, ...qualities];
}

/** `-o json`; documented in docs/recommender-model.md. */
export function evaluationJson(evaluation: Evaluation): unknown {
  const trials = evaluation.trials.map(({ outcomes, ...trial }) => ({
    ...trial,
    outcomes: outcomes.map(({ at, ...outcome }) => ({ ...outcome, at: Object.fromEntries(at) })),
  }));
  return { ...evaluation, trials };
}
