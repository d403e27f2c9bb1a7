import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';
import type { Change, Drift, KeyChange, Plan } from '../pipeline/plan/plan.ts';

function keyLine({ key, from, to, loses }: KeyChange, style: Paint): string {
  const safe = (text: string) => printable(text.replaceAll('\n', '\\n'));
  if (from === undefined) return style.green(`      + ${safe(key)}: ${safe(to ?? '')}`);
  if (to === undefined) return style.red(`      - ${safe(key)}: ${safe(from)}`);
  const same = from === to ? ' (another value)' : '';
  const loss = loses === undefined ? '' : `\n${style.red(`      ! ${safe(loses)}`)}`;
  return `${style.yellow(`      ~ ${safe(key)}: ${safe(from)} → ${safe(to)}${same}`)}${loss}`;
}

function title(change: Change): string {
  const kind = change.kind === 'connector' ? change.role : change.kind;
  return `${kind} ${printable(change.name)}`;
}

/** `short`: of what is new only how much there is of it. */
function changeBlock(change: Change, style: Paint, short: boolean): string {
  const signs = { create: style.green('  +'), update: style.yellow('  ~'), delete: style.red('  -') };
  const head = `${signs[change.action]} ${style.bold(title(change))}`;
  if (short && change.action === 'create') return `${head} (${change.keys.length} keys)\n`;
  return [head, ...change.keys.map((key) => keyLine(key, style))].map((line) => `${line}\n`).join('');
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

/** The last line of every plan. */
function summaryLine(plan: Plan): string {
  const { add, change, destroy } = plan.summary;
  return `Plan: ${add} to add, ${change} to change, ${destroy} to destroy.`;
}

/** A plan for people: where it applies, what drifted, what would change, and the sum. */
export function renderPlan(plan: Plan, output: Output, short = false): string {
  const style = paint(output);
  const { name, connect, kafka } = plan.cluster;
  const parts = [`Cluster ${name}: Connect ${connect}, Kafka ${kafka}\n`];
  if (plan.drift.length > 0) parts.push(plan.drift.map((drift) => driftBlock(drift, style)).join(''));
  if (plan.changes.length > 0) parts.push(plan.changes.map((change) => changeBlock(change, style, short)).join(''));
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
  const { version, cluster, prune, summary, drift, refusals, missingServices, scope } = plan;
  const { pipelines } = scope;
  return { version, cluster, pipelines, prune, summary, drift, changes, refusals, missingServices };
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
