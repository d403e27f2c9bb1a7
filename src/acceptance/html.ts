import { escaped } from './markup.ts';
import { figure } from './plots.ts';
import { type AcceptanceReport, byGroup, type Check, tally } from './report.ts';
import { style } from './report-style.ts';

const words = { passed: '✓ passed', failed: '✗ failed', unproven: '– not proven' } as const;

/** Text in which `…` is a command or a name. */
const prose = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

function row({ outcome, name, found, expected = '', how, problem, hint }: Check): string {
  const wrong =
    problem === undefined ? '' : `<div class="problem">${prose([problem, hint ?? ''].join(' ').trim())}</div>`;
  const cells = [
    `<td class="mark">${words[outcome]}</td><td>${escaped(name)}${wrong}</td>`,
    `<td data-is="found">${escaped(found)}</td>`,
    expected === '' ? '<td></td>' : `<td data-is="expected">${escaped(expected)}</td>`,
    `<td class="how" data-is="how">${prose(how)}</td>`,
  ];
  return `<tr class="${outcome}">${cells.join('')}</tr>\n`;
}

function section([group, checks]: readonly [string, readonly Check[]]): string {
  const head = '<tr><th></th><th>check</th><th>found</th><th>expected</th><th>how</th></tr>';
  return `<section><h2>${escaped(group)}</h2><table><thead>${head}</thead><tbody>${checks.map(row).join('')}</tbody></table></section>\n`;
}

/** The report as one page of HTML that needs nothing from elsewhere, on a screen and on paper. */
export function html(report: AcceptanceReport): string {
  const { ok, checks, plots, cluster, began, seconds } = report;
  const title = ok ? 'Accepted' : 'Not accepted';
  const summary = `${tally(checks)}. Cluster ${cluster}, began ${began}, took ${seconds.toFixed(0)} s.`;
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  const first = failed.length === 0 ? '' : section(['What failed', failed]);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Acceptance: ${title}</title><style>${style}</style></head>
<body>
<h1 class="${ok ? 'ok' : 'failed'}">${title}</h1>
<p class="summary">${escaped(summary)}</p>
${first}${plots.length === 0 ? '' : `<div class="plots">${plots.map(figure).join('')}</div>\n`}${[...byGroup(checks)].map(section).join('')}</body>
</html>
`;
}
