import { escaped } from './markup.ts';
import { type AcceptanceReport, byGroup, type Check, type Outcome } from './report.ts';

const count = (checks: readonly Check[], wanted: Outcome) => checks.filter(({ outcome }) => outcome === wanted).length;

const numbers = (checks: readonly Check[]): string =>
  `tests="${checks.length}" failures="${count(checks, 'failed')}" skipped="${count(checks, 'unproven')}" errors="0"`;

function caseOf({ group, name, outcome, found, expected, how, problem = '', hint = '' }: Check): string {
  const told = [problem, hint, `Found ${found}${expected === undefined ? '' : `, expected ${expected}`}. ${how}`];
  const text = escaped(told.filter((line) => line !== '').join('\n'));
  const inside = {
    passed: `<system-out>${text}</system-out>`,
    failed: `<failure message="${escaped(problem)}">${text}</failure>`,
    unproven: `<skipped message="${escaped(problem)}"/>`,
  }[outcome];
  return `    <testcase classname="${escaped(group)}" name="${escaped(name)}">${inside}</testcase>\n`;
}

/** The report as JUnit's XML, which build servers show: a suite for each heading, a case for each check. */
export function junit({ checks, seconds, began }: AcceptanceReport): string {
  const suites = [...byGroup(checks)].map(
    ([group, own]) =>
      `  <testsuite name="${escaped(group)}" ${numbers(own)} timestamp="${escaped(began)}">\n${own.map(caseOf).join('')}  </testsuite>\n`,
  );
  const head = `<testsuites name="pipeline acceptance" ${numbers(checks)} time="${seconds.toFixed(3)}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('')}</testsuites>\n`;
}
