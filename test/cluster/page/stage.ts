import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { keepReport } from '../../../src/acceptance/kept.ts';
import type { AcceptanceReport } from '../../../src/acceptance/report.ts';
import { bundleFolder } from '../../../src/page/bundle.ts';
import { openPage, type Page } from '../../../src/page/page.ts';
import { pageSource } from '../../../src/verbs/shared/page-source.ts';
import { browserPath } from '../../run/browser.ts';
import { linePipeline } from '../apply-fixtures.ts';
import { run, testContext, uniqueName } from '../harness.ts';

export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const name = uniqueName('page');
export const secret = name.toUpperCase().replaceAll('-', '_');
export const canary = `value-of-${name}`;
export const { yaml, directory, topic } = linePipeline(name, 5, {
  source: `    extra: { store.password: "\${secret:${secret}}" }`,
});
/** What the sink is declared to write to cannot be written: its task fails. */
export const nowhere = join(directory, 'not', 'there.txt');
/** Of these one has no price, which the contract asks for, and is a dead letter. */
export const sales = `${name}-sales`;
/** What the other sink stores, in files that it lists. */
const stored = `${name}-stored`;
export const lake = join(directory, 'lake');
export const html = '<img src=x onerror=document.title=1><script>alert(1)</script>';
const accepted: AcceptanceReport = {
  version: 1,
  ok: false,
  cluster: 'embedded',
  began: '2026-11-30T12:00:00.000Z',
  seconds: 12,
  checks: [
    { group: 'Events', name: 'received', outcome: 'passed', found: '332', expected: '332', how: 'counted twice' },
    { group: 'Events', name: 'stored', outcome: 'failed', found: '331', how: 'read', problem: 'one is missing' },
  ],
  plots: [{ kind: 'bars', title: 'By type', unit: 'events', points: [{ name: 'achat', value: 75 }] }],
};
const abort = new AbortController();
const viewport = { width: 1280, height: 800 };
const access = { host: '127.0.0.1' };
let page: Page;
let browser: Browser;

export const visits = `${name}-visits`;
const counted = `events:
  visit: { fields: { user: string } }
  sale: { fields: { id: string, price: number } }
statistics: { visits: { from: ${visits}, count: [user] } }
topics:
  ${visits}: { event: visit, partitions: 1 }
  ${sales}: { event: sale, partitions: 1 }
`;

const database = `{ url: "jdbc:postgresql://\${cluster:postgres}/pipeline", user: pipeline, password: "\${secret:PG_PASSWORD}", table: "${name}" }`;

/** Applies the pipeline, serves the page and opens the browser, for the tests of the file that calls it. */
export function onStage(): void {
  beforeAll(async () => {
    await run(['secret', 'set', secret], { input: `${canary}\n` });
    const declared = readFileSync(yaml, 'utf8')
      .replace(join(directory, 'copy.txt'), nowhere)
      .replace('topics:\n', `topics:\n  ${stored}: { partitions: 1 }\n`)
      .replace(
        'sinks:\n',
        `sinks:
  lake: { from: ${stored}, file: { path: ${lake}, format: json, roll: { every: 1s } } }
  base: { from: ${visits}, jdbc: ${database} }
  shop: { from: ${sales}, file: { path: ${join(directory, 'shop')}, format: json, roll: { every: 1s } } }
`,
      );
    writeFileSync(yaml, declared.replace('topics:\n', counted));
    const applied = await run(['apply', yaml, '--no-wait']);
    expect(applied.exitCode, applied.stderr).toBe(0);
    await run(['produce', stored, '--separator', '|'], { input: `a|{"n":1}\nb|{"n":"${html}"}\n` });
    await run(['produce', sales], { input: '{"id":"a","price":1}\n{"id":"b"}\n' });
    const context = testContext({}, abort.signal);
    const options = { cluster: 'embedded', output: 'text', var: {}, insecure: false } as const;
    const folder = await bundleFolder(context);
    page = await openPage(pageSource(context, [yaml], options), { access, port: 0, readOnly: false, folder });
    keepReport(context, accepted);
    browser = await chromium.launch({ executablePath: browserPath(process.env), args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    abort.abort();
    await page?.close();
    await run(['delete', name, '--purge', '--yes']);
    rmSync(directory, { recursive: true, force: true });
  });
}

export const at = (path: string): URL => new URL(path, page.url);

export async function open(path: string): Promise<Tab> {
  const tab = await browser.newPage({ viewport });
  tab.setDefaultTimeout(120_000);
  await tab.goto(at(path).href);
  return tab;
}

export const text = async (path: string): Promise<string> => (await fetch(at(path))).text();

/** A tab without scripts. */
export const openStill = async (path: string): Promise<Tab> => {
  const tab = await browser.newPage({ javaScriptEnabled: false, viewport });
  await tab.goto(at(path).href);
  return tab;
};
