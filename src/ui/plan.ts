import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';
import { byWord, type WordChange } from '../pipeline/plan/by-word.ts';
import type { ContractEffect } from '../pipeline/plan/contract-effects.ts';
import type { PatternMeaning } from '../pipeline/plan/patterns.ts';
import type { Change, Drift, KeyChange, Plan } from '../pipeline/plan/plan.ts';

const safe = (text: string): string => printable(text.replaceAll('\n', '\\n'));

function keyLine({ key, from, to, loses, effects }: KeyChange, style: Paint, named = key, indent = '      '): string {
  if (from === undefined) return style.green(`${indent}+ ${safe(named)}: ${safe(to ?? '')}`);
  if (to === undefined) return style.red(`${indent}- ${safe(named)}: ${safe(from)}`);
  if (effects !== undefined) {
    return [style.yellow(`${indent}~ ${safe(named)}`), ...effects.map((one) => effectLines(one, style, indent))].join(
      '\n',
    );
  }
  const same = from === to ? ' (another value)' : '';
  const loss = loses === undefined ? '' : `\n${style.red(`${indent}! ${safe(loses)}`)}`;
  return `${style.yellow(`${indent}~ ${safe(named)}: ${safe(from)} → ${safe(to)}${same}`)}${loss}`;
}

function effectLines({ field, what, effect, files, records, readers }: ContractEffect, style: Paint, indent: string) {
  const colour = { compatible: style.green, widening: style.yellow, breaking: style.red }[effect];
  const { spark, sparkMergeSchema, duckdbUnionByName } = readers;
  const same = spark === sparkMergeSchema && spark === duckdbUnionByName;
  const lines = [
    `files there ${files}; records ${records}`,
    ...(same
      ? [`readers: ${spark}`]
      : [
          `Spark: ${spark}`,
          `Spark with mergeSchema: ${sparkMergeSchema}`,
          `DuckDB union_by_name: ${duckdbUnionByName}`,
        ]),
  ];
  const head = `${indent}    ${colour(effect)}: ${safe(field === '' ? what : `${field} ${what}`)}`;
  return [head, ...lines.map((line) => style.dim(`${indent}      ${line}`))].join('\n');
}

/** A word of the YAML: with the one Connect key that it becomes, or above all of them. */
function wordLines({ word, keys }: WordChange, style: Paint): readonly string[] {
  const [first, ...more] = keys;
  if (first === undefined) return [];
  if (more.length === 0) return [keyLine(first, style, first.key === word ? word : `${word} (${first.key})`)];
  return [`      ${safe(word)}`, ...keys.map((key) => keyLine(key, style, key.key, '        '))];
}

function internalLines(internal: readonly KeyChange[], style: Paint, all: boolean): readonly string[] {
  if (all) return internal.map((key) => keyLine(key, style));
  const count = internal.length;
  if (count === 0) return [];
  return [
    style.dim(
      `        and ${count} ${count === 1 ? 'setting' : 'settings'} of Kafka's clients and converters (plan --all)`,
    ),
  ];
}

function title(change: Change): string {
  const kind = change.kind === 'connector' ? change.role : change.kind;
  return `${kind} ${printable(change.name)}`;
}

function changeBlock(change: Change, style: Paint, { short = false, all = false }: Detail): string {
  const signs = { create: style.green('  +'), update: style.yellow('  ~'), delete: style.red('  -') };
  const head = `${signs[change.action]} ${style.bold(title(change))}`;
  if (short && change.action === 'create') return `${head} (${change.keys.length} keys)\n`;
  const { words, internal } = byWord(change);
  const lines = [...words.flatMap((word) => wordLines(word, style)), ...internalLines(internal, style, all)];
  return [head, ...lines].map((line) => `${line}\n`).join('');
}

const reasons: Readonly<Record<Drift['why'], string>> = {
  'changed-by-hand': 'was changed by hand since the last apply',
  'not-ours': 'exists and was not made by pipeline: apply takes it over',
  copied: 'carries the mark of another connector: somebody copied it, and it is left alone',
  'no-longer-declared': 'is ours and no longer declared: --prune removes it',
};

function driftBlock(drift: Drift, style: Paint): string {
  const lines = drift.keys.map((key) => `${keyLine(key, style)}\n`);
  return `  ! ${style.bold(printable(drift.name))} ${reasons[drift.why]}\n${lines.join('')}`;
}

/** Which topics a pattern means is nowhere in the file. */
function patternBlock({ connector, pattern, topics, leftOut }: PatternMeaning, style: Paint): string {
  const head = `  ${style.bold(printable(connector))} reads by the pattern ${printable(pattern)}`;
  const lines = [
    ...(topics.length === 0 ? [style.yellow('no topic matches it yet')] : topics.map(printable)),
    ...leftOut.map((topic) => style.dim(`${printable(topic)} is left out`)),
  ];
  return `${head}, now:\n${lines.map((line) => `      ${line}\n`).join('')}`;
}

/** The last line of every plan. */
function summaryLine(plan: Plan): string {
  const { add, change, destroy } = plan.summary;
  return `Plan: ${add} to add, ${change} to change, ${destroy} to destroy.`;
}

/** How much of a plan is told. */
export interface Detail {
  /** Of what is new only how much there is of it. */
  readonly short?: boolean;
  /** Also what the compiler adds by itself for Kafka's clients. */
  readonly all?: boolean;
}

/** A plan for people: where it applies, what drifted, what would change by the words of the YAML, and the sum. */
export function renderPlan(plan: Plan, output: Output, detail: Detail = {}): string {
  const style = paint(output);
  const { name, connect, kafka } = plan.cluster;
  const parts = [`Cluster ${name}: Connect ${connect}, Kafka ${kafka}\n`];
  if (plan.drift.length > 0) parts.push(plan.drift.map((drift) => driftBlock(drift, style)).join(''));
  if (plan.patterns !== undefined) parts.push(plan.patterns.map((one) => patternBlock(one, style)).join(''));
  if (plan.changes.length > 0) parts.push(plan.changes.map((change) => changeBlock(change, style, detail)).join(''));
  parts.push(`${summaryLine(plan)}\n`);
  return parts.join('\n');
}

/** What `plan -o json` prints: the plan without the configurations themselves, whose keys `keys` shows. */
export function planJson(plan: Plan): unknown {
  const changes = plan.changes.map(({ kind, action, name, pipeline, keys, ...rest }) => ({
    kind,
    ...('role' in rest ? { role: rest.role } : {}),
    action,
    name,
    pipeline,
    keys,
  }));
  const { version, cluster, prune, summary, drift, patterns = [], refusals, missingServices, scope } = plan;
  const { pipelines } = scope;
  return { version, cluster, pipelines, prune, summary, drift, patterns, changes, refusals, missingServices };
}

const doing = { create: 'Creating', update: 'Changing', delete: 'Destroying' } as const;

/** What `apply` says before each change. */
export function progressLine(change: Change, index: number, total: number): string {
  return `[${index}/${total}] ${doing[change.action]} ${title(change)}\n`;
}

/** The last line of `apply`. */
export function appliedLine({ summary, changes }: Plan): string {
  if (changes.length === 0) return 'Nothing to change.\n';
  return `Applied: ${summary.add} added, ${summary.change} changed, ${summary.destroy} destroyed.\n`;
}

/** What `apply -o json` prints. */
export function appliedJson({ version, cluster, summary, changes }: Plan): unknown {
  return { version, cluster, summary, applied: changes.map(({ kind, action, name }) => ({ kind, action, name })) };
}
