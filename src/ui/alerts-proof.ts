import type { AlertFinding, AlertsProof } from '../alerts/audit/proof.ts';
import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';

const count = (value: number) => value.toLocaleString('en-US');

/** The rules of `alerts verify` as a table; then every finding; then what the whole means. */
export function renderAlertsProof(proof: AlertsProof, output: Output): string {
  const style = paint(output);
  const findings = proof.findings.map((finding) => line(finding, style)).join('');
  const more = Object.entries(proof.more).map(([kind, number]) => `${kind}  and ${count(number)} more\n`);
  const told = findings === '' ? '' : `\n${findings}${more.join('')}`;
  return `${rules(proof, style)}${told}\n${verdict(proof, style)}`;
}

function rules({ rules }: AlertsProof, style: Paint): string {
  const columns = [
    { title: 'RULE' },
    { title: 'MATCHED', align: 'right' },
    { title: 'ALERTS', align: 'right' },
    { title: 'AS THEY MUST BE', align: 'right' },
    { title: 'MISSING', align: 'right' },
    { title: 'EXTRA', align: 'right' },
    { title: 'DIFFERENT', align: 'right' },
  ] as const;
  const bad = (number: number) => (number === 0 ? '0' : style.red(count(number)));
  const rows = rules.map(({ rule, matched, expected, found, missing, extra, different }) => [
    printable(rule),
    ...[matched, expected, found].map(count),
    ...[missing, extra, different].map(bad),
  ]);
  return table(columns, rows);
}

function line({ kind, failure, message, rule, topic, partition, offset }: AlertFinding, style: Paint): string {
  const source = topic === undefined || partition === undefined ? topic : `${topic}-${partition}`;
  const place = [rule, offset === undefined ? source : `${source}@${offset}`].filter((part) => part !== undefined);
  return `${failure ? style.red(kind) : style.yellow(kind)}  ${printable(place.join(', '))}: ${printable(message)}\n`;
}

function verdict({ ok, name, sources, rules }: AlertsProof, style: Paint): string {
  const head = ok ? style.green('Verified: zero differences.') : style.red('Not verified.');
  const total = (numbers: readonly number[]) => count(numbers.reduce((sum, one) => sum + one, 0));
  const records = total(sources.map((one) => one.records));
  const found = total(rules.map((one) => one.found));
  const expected = total(rules.map((one) => one.expected));
  const earlier = rules.reduce((sum, one) => sum + one.earlier, 0);
  const kept = earlier === 0 ? '' : ` ${count(earlier)} alerts of rules as they were before are kept beside them.`;
  return `${head} ${printable(name)}: ${found} alerts are as ${records} events make them, ${expected} are due.${kept}\n`;
}
