import { expect, test } from 'vitest';
import { html } from '../../src/acceptance/html.ts';
import { junit } from '../../src/acceptance/junit.ts';
import { markdown } from '../../src/acceptance/markdown.ts';
import { type AcceptanceReport, type Check, equal, isAccepted, tally } from '../../src/acceptance/report.ts';
import { renderAcceptance } from '../../src/ui/acceptance.ts';

const hostile = `<b>"a" & 'b'|\u0007</b>`;
const about = { group: 'Events of sales', name: 'received', how: 'counted' };
const wrong = { problem: `2 are missing ${hostile}`, hint: 'Look at the source: `pipeline status`.' };
const checks: readonly Check[] = [
  equal(about, 332, 332, wrong),
  equal({ ...about, group: 'Stored', name: `lake ${hostile}` }, 330, 332, wrong),
  { ...about, group: 'Stored', name: 'other', outcome: 'unproven', found: '0', problem: 'nothing was there' },
];
const report: AcceptanceReport = {
  version: 1,
  ok: isAccepted(checks),
  cluster: 'embedded',
  began: '2026-11-30T08:00:00.000Z',
  seconds: 61.4,
  checks,
  plots: [
    { kind: 'bars', title: `by ${hostile}`, unit: 'events', points: [{ name: hostile, value: 332 }] },
    {
      kind: 'line',
      title: 'per second',
      unit: 'events/s',
      points: [
        { at: 0, value: 1 },
        { at: 1_000, value: 5 },
      ],
    },
    { kind: 'bars', title: 'nothing', unit: 'events', points: [] },
  ],
};
const output = { write: () => undefined, isTerminal: false, columns: undefined, colour: false };

test('is accepted when something passed and nothing failed', () => {
  expect(isAccepted(checks)).toBe(false);
  expect(isAccepted(checks.slice(0, 1))).toBe(true);
  expect(isAccepted(checks.slice(2)), 'where nothing is proven, nothing is accepted').toBe(false);
  expect(isAccepted([])).toBe(false);
  expect(tally(checks)).toBe('1 passed, 1 failed, 1 could not be proven');
});

test('on a terminal: each check with its number, what is wrong and what to do, the verdict last', () => {
  const text = renderAcceptance(report, output);
  expect(text).toContain('Events of sales\n  ✓ received: 332 of 332\n');
  expect(text).toMatch(
    / {2}✗ lake .*: 330 of 332\n {4}2 are missing .*\n {4}Look at the source: `pipeline status`\.\n/,
  );
  expect(text).toContain('  – other: 0\n    nothing was there\n');
  expect(text.trimEnd().split('\n').at(-1)).toBe('Not accepted: 1 passed, 1 failed, 1 could not be proven, in 61 s.');
  expect(text, 'no control character reaches the terminal').not.toContain('\u0007');
});

test('Markdown: a bar in a value does not end its cell', () => {
  const text = markdown(report);
  expect(text).toContain('# Acceptance: Not accepted');
  const row = text.split('\n').find((line) => line.startsWith('| ✗'));
  expect(row?.replaceAll('\\|', '').match(/\|/g)).toHaveLength(6);
  expect(text).toContain('Look at the source: `pipeline status`.');
});

test('JUnit: suites, cases, a failure with its reason, one that was skipped; nothing that XML cannot hold', () => {
  const text = junit(report);
  expect(text).toContain(
    '<testsuites name="pipeline acceptance" tests="3" failures="1" skipped="1" errors="0" time="61.400">',
  );
  expect(text).toContain('<testsuite name="Stored" tests="2" failures="1" skipped="1" errors="0"');
  expect(text).toContain('name="lake &lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;|\ufffd&lt;/b&gt;"');
  expect(text).toContain('<skipped message="nothing was there"/>');
  const unbalanced = [...text.matchAll(/<(\/?)([a-z-]+)[^<>]*?(\/?)>/g)].reduce(
    (depth, [, end, , empty]) => depth + (empty === '/' ? 0 : end === '/' ? -1 : 1),
    0,
  );
  expect(unbalanced).toBe(0);
});

test('HTML: one page that fetches nothing, what failed first, values escaped, plots drawn', () => {
  const text = html(report);
  expect(text).not.toMatch(/src=|href=|@import|url\(|<script/);
  expect(text).not.toContain('<b>');
  expect(text.indexOf('What failed')).toBeLessThan(text.indexOf('Events of sales'));
  expect(text.match(/<svg /g)).toHaveLength(2);
  expect(text).toContain('points="0.00,80.00 100.00,0.00"');
  expect(text.replaceAll('`', ''), 'commands are marked as such').toContain('<code>pipeline status</code>');
});
