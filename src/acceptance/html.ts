import { escaped } from './markup.ts';
import { figure } from './plots.ts';
import { type AcceptanceReport, byGroup, type Check, tally } from './report.ts';

const style = `
:root { color-scheme: light dark; --ink: #1c2126; --soft: #5d6872; --rule: #d8dee4; --good: #12733f; --bad: #b3261e;
  --unproven: #8a6100; --bar: #2f6fa7; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ec; --soft: #9aa5b0; --rule: #363d45; --good: #5ac58b;
  --bad: #ff8a80; --unproven: #e0b44c; --bar: #6fa8dc; --paper: #14181c; } }
@media print { :root { --ink: #000; --soft: #444; --rule: #bbb; --good: #0b5a2f; --bad: #a00; --unproven: #6b4b00;
  --bar: #333; --paper: #fff; } section { break-inside: avoid; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h1.ok { color: var(--good); } h1.failed { color: var(--bad); }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
.summary, small, .how { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .6rem; border-top: 1px solid var(--rule); vertical-align: top; }
th { border-top: 0; font-weight: 600; color: var(--soft); }
td.number, th.number { text-align: right; white-space: nowrap; }
.passed .mark { color: var(--good); } .failed .mark, .problem { color: var(--bad); } .unproven .mark { color: var(--unproven); }
figure { margin: 1rem 0; } figcaption { font-weight: 600; }
svg { width: 100%; max-width: 42rem; font: 12px system-ui, sans-serif; }
svg text { fill: var(--ink); } .bar { fill: var(--bar); } .rule { stroke: var(--rule); }
.line { fill: none; stroke: var(--bar); stroke-width: 2; }
`;

const words = { passed: '✓ passed', failed: '✗ failed', unproven: '– not proven' } as const;

function row({ outcome, name, found, expected = '', how, problem, hint }: Check): string {
  const wrong = problem === undefined ? '' : `<div class="problem">${escaped([problem, hint ?? ''].join(' '))}</div>`;
  return `<tr class="${outcome}"><td class="mark">${words[outcome]}</td><td>${escaped(name)}${wrong}</td><td class="number">${escaped(found)}</td><td class="number">${escaped(expected)}</td><td class="how">${escaped(how)}</td></tr>\n`;
}

function section([group, checks]: readonly [string, readonly Check[]]): string {
  const head =
    '<tr><th></th><th>check</th><th class="number">found</th><th class="number">expected</th><th>how</th></tr>';
  return `<section><h2>${escaped(group)}</h2><div class="scroll"><table><thead>${head}</thead><tbody>${checks.map(row).join('')}</tbody></table></div></section>\n`;
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
${first}${plots.map(figure).join('')}${[...byGroup(checks)].map(section).join('')}</body>
</html>
`;
}
