import { type AcceptanceReport, byGroup, type Check, tally } from '../acceptance/report.ts';
import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';

/** One check as a line, and what went wrong with what to do below it. */
function renderCheck({ outcome, name, found, expected, problem, hint }: Check, output: Output): string {
  const style = paint(output);
  const mark = { passed: style.green('✓'), failed: style.red('✗'), unproven: style.yellow('–') }[outcome];
  const beside = expected === undefined ? '' : ` of ${printable(expected)}`;
  const below = [problem, hint].filter((line) => line !== undefined).map((line) => `    ${printable(line)}\n`);
  return `  ${mark} ${printable(name)}: ${printable(found)}${beside}\n${below.join('')}`;
}

/** The checks under their headings, then the verdict. How a number was obtained is in the other forms of the report. */
export function renderAcceptance(report: AcceptanceReport, output: Output): string {
  const style = paint(output);
  const groups = [...byGroup(report.checks)].map(
    ([group, checks]) => `${style.bold(printable(group))}\n${checks.map((one) => renderCheck(one, output)).join('')}\n`,
  );
  const verdict = report.ok ? style.green('Accepted') : style.red('Not accepted');
  return `${groups.join('')}${verdict}: ${tally(report.checks)}, in ${report.seconds.toFixed(0)} s.\n`;
}
