import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepReport } from '../../src/acceptance/kept.ts';
import type { AcceptanceReport } from '../../src/acceptance/report.ts';
import { bundleFolder } from '../../src/page/bundle.ts';
import { openPage, type Page } from '../../src/page/page.ts';
import { pageSource } from '../../src/verbs/shared/page-source.ts';
import { browserPath } from '../run/browser.ts';
import { linePipeline } from './apply-fixtures.ts';
import { eventually, run, testContext, uniqueName } from './harness.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const name = uniqueName('page');
const secret = name.toUpperCase().replaceAll('-', '_');
const canary = `value-of-${name}`;
const { yaml, directory, topic } = linePipeline(name, 5, {
  source: `    extra: { store.password: "\${secret:${secret}}" }`,
});
/** What the sink is declared to write to cannot be written: its task fails. */
const nowhere = join(directory, 'not', 'there.txt');
/** What the other sink stores, in files that it lists. */
const [stored, lake] = [`${name}-stored`, join(directory, 'lake')];
const html = '<img src=x onerror=document.title=1><script>alert(1)</script>';
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
const access = { host: '127.0.0.1' };
let page: Page;
let browser: Browser;

const visits = `${name}-visits`;
const counted = `events: { visit: { fields: { user: string } } }
statistics: { visits: { from: ${visits}, count: [user] } }
topics:
  ${visits}: { event: visit, partitions: 1 }
`;

const database = `{ url: "jdbc:postgresql://\${cluster:postgres}/pipeline", user: pipeline, password: "\${secret:PG_PASSWORD}", table: "${name}" }`;

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
`,
    );
  writeFileSync(yaml, declared.replace('topics:\n', counted));
  const applied = await run(['apply', yaml, '--no-wait']);
  expect(applied.exitCode, applied.stderr).toBe(0);
  await run(['produce', stored, '--separator', '|'], { input: `a|{"n":1}\nb|{"n":"${html}"}\n` });
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

async function open(path: string): Promise<Tab> {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  tab.setDefaultTimeout(120_000);
  await tab.goto(new URL(path, page.url).href);
  return tab;
}

const text = async (path: string) => (await fetch(new URL(path, page.url))).text();

test('a failed task is found in two clicks, with its whole trace, and Back returns', async () => {
  const tab = await open('/');
  const told = tab.locator('.bad-line', { hasText: `${name}.writer` });
  await told.waitFor();
  expect(await told.textContent()).toContain('there.txt');
  await told.getByRole('link').click();
  const trace = tab.getByRole('region', { name: 'Trace of task 0' });
  await trace.waitFor();
  expect(await trace.textContent()).toMatch(/Caused by[\s\S]*\n\s+at /);
  expect(new URL(tab.url()).pathname).toBe(`/connectors/${name}.writer`);
  await tab.goBack();
  await told.waitFor();
  await tab.close();
});

test('what differs from its declaration is marked, and the plan tells the same', async () => {
  const before = readFileSync(yaml, 'utf8');
  writeFileSync(yaml, before.replace(nowhere, join(directory, 'copy.txt')));
  const tab = await open(`/connectors/${name}.writer`);
  const row = tab.locator('tr.differs', { hasText: 'file' }).first();
  await row.waitFor();
  expect(await row.textContent()).toContain('copy.txt');
  expect(await row.textContent()).toContain(nowhere);
  await tab.getByRole('link', { name: /^Plan/ }).click();
  await tab.getByRole('heading', { name: `sink ${name}.writer` }).waitFor();
  await tab.close();
  writeFileSync(yaml, before);
});

test('filter and order stand in the address, which can be opened again', async () => {
  const tab = await open('/items?q=nothing+is+called+so');
  await tab.getByText(/^0 of/).waitFor();
  await tab.getByRole('searchbox').fill(name);
  await tab.getByText(/^5 of/).waitFor();
  await tab.getByRole('columnheader', { name: 'Name' }).getByRole('link').click();
  const { search } = new URL(tab.url());
  expect(Object.fromEntries(new URLSearchParams(search))).toEqual({ q: name, by: 'name' });
  const again = await open(`/items${search}`);
  const rows = again.locator('tbody th[scope=row] a');
  await rows.nth(4).waitFor();
  expect(await rows.allTextContents()).toEqual(
    ['base', 'lake', 'reader', 'statistics', 'writer'].map((one) => `${name}.${one}`),
  );
  await tab.close();
  await again.close();
});

test('what is stored is seen, row by row, and proven; a file that is missing is seen in the proof', async () => {
  const tab = await open('/');
  await tab.getByRole('link', { name: 'Stored', exact: true }).click();
  await tab.getByRole('link', { name: `${name}.lake` }).click();
  const files = tab.getByRole('region', { name: 'Table of files' }).getByRole('link');
  await files.first().waitFor();
  const path = (await files.first().textContent()) ?? '';
  await files.first().click();
  await tab.getByRole('region', { name: 'Table of rows' }).getByText(html).waitFor();
  expect(new URL(tab.url()).searchParams.get('file')).toBe(path);
  await tab.getByRole('button', { name: 'Verify now' }).click();
  await tab.getByText('Verified: nothing missing, nothing twice.').waitFor();
  await tab.getByText('proven: counted').first().waitFor();
  rmSync(join(lake, path));
  await tab.getByRole('button', { name: 'Compare every row' }).click();
  await tab.locator('.bad-line', { hasText: 'file-missing' }).waitFor();
  await tab.locator('tr.failed').first().waitFor();
  await tab.getByRole('link', { name: 'Overview', exact: true }).click();
  await tab.getByText(/last proof.*1 failed/).waitFor();
  await tab.close();
});

test('every page is accessible, and as wide as the window of a phone and of two desks', async () => {
  const paths = ['/', '/items', `/connectors/${name}.writer?keys=all&do=restart`, '/topics', `/topics/${topic}`];
  const tab = await open('/');
  const client = await tab.context().newCDPSession(tab);
  const look = async (path: string, width: number, colorScheme: 'light' | 'dark') => {
    await tab.setViewportSize({ width, height: 800 });
    await tab.emulateMedia({ colorScheme });
    const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await tab.evaluate(beyond), `${path} at ${width}`).toBe(0);
    if (width > 2_000) return;
    const expression = 'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id }) => id)))';
    const { result } = await client.send('Runtime.evaluate', { expression, awaitPromise: true });
    expect(result.value, `${path} at ${width}`).toBe('[]');
  };
  paths.push(
    '/stored',
    `/stored/${name}.lake`,
    `/stored/${name}.base`,
    '/plan',
    '/plan?do=apply',
    '/acceptance',
    '/alerts',
    '/recommenders',
    `/topics/${visits}`,
  );
  for (const path of [...paths, `/statistics?job=${name}.statistics`, `/jobs/${name}.statistics`]) {
    await tab.goto(new URL(path, page.url).href);
    await tab.getByText('Asking the cluster').first().waitFor({ state: 'detached' });
    await client.send('Runtime.evaluate', { expression: axe });
    await look(path, 360, 'dark');
    await look(path, 1280, 'light');
    await look(path, 2560, 'dark');
  }
  await tab.close();
});

test('what is counted is shown as it grows, and leads to the job, its host and partitions, and its topic', async () => {
  const tab = await open(`/statistics?job=${name}.statistics`);
  await run(['produce', visits], { input: '{"user":"ada"}\n{"user":"ada"}\n{"user":"bob"}\nno JSON\n' });
  await tab.getByText('3 events').waitFor();
  expect(await tab.getByRole('row', { name: /^ada/ }).textContent()).toMatch(/^ada2/);
  await tab.getByText('1 broken: the value is not JSON').waitFor();
  await tab
    .getByRole('link', { name: `${name}.statistics` })
    .last()
    .click();
  await tab.getByRole('cell', { name: `${visits}-0` }).waitFor();
  await tab.getByRole('main').getByRole('link', { name: visits }).click();
  await tab.getByText('visit user=ada').first().waitFor();
  await tab.getByText('By its contract: the value is not JSON').waitFor();
  await tab.goBack();
  await tab.getByRole('link', { name: 'What it counted' }).click();
  expect(new URL(tab.url()).search).toBe(`?job=${name}.statistics`);
  await tab.close();
});

test('the tables of a database sink are listed, and their newest rows shown', async () => {
  const tab = await open(`/stored/${name}.base`);
  await eventually('rows', async () =>
    (await text(`/api/stored/${name}.base/rows?table=${name}`)).includes('bob') ? true : undefined,
  );
  await tab.getByRole('region', { name: 'Table of tables' }).getByRole('link', { name }).click();
  await tab.getByRole('region', { name: 'Table of rows' }).getByText('"user": "bob"').waitFor();
  expect(new URL(tab.url()).search).toBe(`?table=${name}`);
  expect((await fetch(new URL(`/api/stored/${name}.base/rows?table=pg_class`, page.url))).status).toBe(404);
  await tab.close();
});

test('of the last acceptance what failed is chosen in the address', async () => {
  const tab = await open('/acceptance');
  await tab.getByText('not accepted').waitFor();
  await tab.getByRole('link', { name: 'failed 1' }).click();
  await tab.getByText('one is missing').waitFor();
  expect([await tab.getByRole('row').count(), new URL(tab.url()).search]).toEqual([2, '?outcome=failed']);
  await tab.close();
});

test('with the keyboard alone the content is reached, and a link followed', async () => {
  const tab = await open('/items');
  await tab.getByRole('searchbox').waitFor();
  await tab.keyboard.press('Tab');
  expect(await tab.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
  for (const step of ['pipeline', 'Overview']) {
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate('document.activeElement.textContent')).toBe(step);
  }
  await tab.keyboard.press('Enter');
  await tab.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(new URL(tab.url()).pathname).toBe('/');
  await tab.close();
});

test('a message is found by its key, shown as text whatever it holds, and downloaded as it is', async () => {
  await run(['produce', topic, '--separator', '|'], { input: `needle|${html}\nother|hay\n` });
  const tab = await open(`/topics/${topic}`);
  await tab.getByRole('searchbox', { name: 'Contains' }).fill('needle');
  await tab.getByRole('combobox', { name: 'in' }).selectOption('key');
  await tab.getByRole('button', { name: 'Search' }).click();
  await tab.getByText(/^1 found/).waitFor();
  expect(Object.fromEntries(new URL(tab.url()).searchParams)).toEqual({ q: 'needle', in: 'key' });
  await tab.getByText(html).first().waitFor();
  expect(await tab.locator('td img, td script').count()).toBe(0);
  const href = await tab.getByRole('link', { name: 'Download as JSON lines' }).getAttribute('href');
  const lines = (await (await fetch(new URL(href ?? '', page.url))).text()).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ topic, key: 'needle', value: html }]);
  await tab.close();
});

test('who follows a topic sees a record that comes', async () => {
  const tab = await open(`/topics/${topic}?follow=1`);
  await tab.getByText('New ones are shown as they come').waitFor();
  await run(['produce', topic], { input: 'a record that came later\n' });
  await tab.getByText('a record that came later').first().waitFor();
  await tab.close();
});

test('what failed is started again with two more clicks, and what will happen is shown before', async () => {
  mkdirSync(dirname(nowhere), { recursive: true });
  const tab = await open(`/connectors/${name}.writer`);
  await tab.getByRole('link', { name: 'Restart what failed' }).click();
  const asked = tab.getByRole('region', { name: `Restart what failed: ${name}.writer` });
  await asked.getByText('Task 0, which failed, is started again').waitFor();
  await asked.getByText(`pipeline restart --failed ${name}.writer`).waitFor();
  await asked.getByRole('button', { name: 'Restart what failed' }).click();
  await tab.getByText('What failed was asked to start again').waitFor();
  await tab.locator('.state.good', { hasText: 'running' }).first().waitFor();
  await eventually('the lines', async () => (existsSync(nowhere) ? true : undefined));
  await tab.close();
});

test('a connector is stopped and resumed, with the keyboard alone', async () => {
  const tab = await open(`/connectors/${name}.writer`);
  for (const [link, state] of [
    ['Stop', 'stopped'],
    ['Resume', 'running'],
  ] as const) {
    await tab.getByRole('link', { name: link }).press('Enter');
    await tab.getByRole('heading', { name: `${link}: ${name}.writer` }).waitFor();
    expect(await tab.evaluate('document.activeElement.id')).toBe('confirm');
    await tab.keyboard.press('Tab');
    await tab.getByRole('region', { name: 'Its offsets' }).waitFor();
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.locator('.state', { hasText: state }).first().waitFor();
  }
  await tab.close();
});

test('what was not shown, or not as it is now, is not done', async () => {
  const [, token = ''] = /name="pipeline-token" content="([^"]+)"/.exec(await text('/')) ?? [];
  const path = `/api/intents/stop/${name}.reader`;
  const post = (body: object, headers: Readonly<Record<string, string>> = { 'x-pipeline-token': token }) =>
    fetch(new URL(path, page.url), { method: 'POST', body: JSON.stringify(body), headers });
  const { seal } = JSON.parse(await text(path));
  expect((await post({ seal }, {})).status).toBe(403);
  expect((await post({})).status).toBe(409);
  expect((await post({ seal: 'of something else' })).status).toBe(409);
  const { stdout } = await run(['status', `${name}.reader`, '-o', 'json']);
  expect(JSON.parse(stdout).condition).toBe('running');
  expect((await fetch(new URL(`/api/intents/stop/none`, page.url))).status).toBe(404);
  expect((await fetch(new URL(`/api/intents/explode/${name}.reader`, page.url))).status).toBe(404);
});

test('a plan is looked at and applied as it was shown', async () => {
  writeFileSync(yaml, readFileSync(yaml, 'utf8').replace(nowhere, join(directory, 'other.txt')));
  const tab = await open('/plan');
  await tab.getByRole('heading', { name: `sink ${name}.writer` }).waitFor();
  await tab.getByRole('link', { name: 'Apply …' }).click();
  await tab.getByRole('button', { name: 'Apply' }).click();
  await tab.getByText('Applied: 0 added, 1 changed, 0 destroyed.').waitFor();
  await tab.getByText('The cluster is as the files declare it').waitFor();
  await tab.close();
});

test('no answer holds a secret', async () => {
  const paths = ['/', 'overview', `connectors/${name}.reader`, `connectors/${name}.writer`, 'jobs/none', 'plan'];
  paths.push('statistics', 'alerts', 'acceptance', `topics/${topic}/consumers`, `topics/${topic}/reasons`);
  paths.push(`jobs/${name}.statistics`, 'recommenders/none', 'recommenders/none/users/x', 'recommenders/none/items/x');
  paths.push('topics', `topics/${topic}`, `topics/${topic}/messages`, `topics/${topic}/messages.jsonl`);
  paths.push(`stored/${name}.lake`, `stored/${name}.lake/files`, `stored/${name}.lake/rows`);
  paths.push(`stored/${name}.lake/verifying`, `stored/${name}.base`, 'plan/applying');
  paths.push(...['restart', 'restart-failed', 'stop'].map((verb) => `intents/${verb}/${name}.reader`));
  const answers = await Promise.all(paths.map((path) => text(path === '/' ? path : `/api/${path}`)));
  const everything = answers.join('\n');
  expect(everything).toContain('store.password');
  expect(everything).toContain(secret);
  expect(everything).not.toContain(canary);
});
