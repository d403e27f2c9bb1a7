import { type AcceptanceReport, byGroup, type Check, tally } from './report.ts';

const marks = { passed: '✓', failed: '✗', unproven: '–' } as const;

/** A cell of a table: no line break, and no bar that would end it. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\|]/g, '\\$&');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;

const rowOf = ({ outcome, name, found, expected = '', how }: Check): string =>
  row([marks[outcome], name, found, expected, how]);

const problemOf = ({ name, problem, hint }: Check): string =>
  problem === undefined ? '' : `- **${cell(name)}**: ${cell(problem)}${hint === undefined ? '' : ` ${cell(hint)}`}\n`;

/** The report as Markdown: a table for each heading, and below it what failed and what to do. */
export function markdown(report: AcceptanceReport): string {
  const verdict = report.ok ? 'Accepted' : 'Not accepted';
  const head = `# Acceptance: ${verdict}\n\n${tally(report.checks)}. Cluster ${report.cluster}, began ${report.began}, took ${report.seconds.toFixed(0)} s.\n`;
  const groups = [...byGroup(report.checks)].map(([group, checks]) => {
    const table = `${row(['', 'check', 'found', 'expected', 'how'])}|---|---|---:|---:|---|\n${checks.map(rowOf).join('')}`;
    const problems = checks.map(problemOf).join('');
    return `\n## ${cell(group)}\n\n${table}${problems === '' ? '' : `\n${problems}`}`;
  });
  return head + groups.join('');
}
