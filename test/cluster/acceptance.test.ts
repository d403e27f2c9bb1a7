import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AcceptanceReport, Check } from '../../src/acceptance/report.ts';
import { Stores } from '../../src/store/location.ts';
import { loadCluster } from '../../src/target/load.ts';
import { declaredChecks } from '../../src/verbs/acceptance/declared-checks.ts';
import { events } from '../../src/verbs/acceptance/events.ts';
import { alertRules } from '../../src/verbs/acceptance/rules.ts';
import { stored } from '../../src/verbs/acceptance/stored.ts';
import { loadDesired } from '../../src/verbs/shared/desired.ts';
import { newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';

const [name, directory] = [uniqueName('accepted'), newDirectory()];
const [file, alerts] = [join(directory, 'accepted.yaml'), `${name}-alerts`];
const COUNT = 332;
const yaml = `
pipeline: ${name}
events:
  sale:
    by: type
    fields: { buyer: string }
    types: { buy: { price: { type: number, decimals: 2 } }, look: {} }
topics: { ${name}: { event: sale, key: buyer, partitions: 2 } }
sources:
  shop:
    to: ${name}
    datagen:
      count: ${COUNT}
      seed: 7
      types: { buy: 1, look: 2 }
      fields: { buyer: { ids: [1, 5], as: "user{0}" }, price: [1, 900] }
sinks: { lake: { from: ${name}, hdfs: { path: /${name}, format: json, roll: { every: 1s } } } }
statistics: { till: { from: ${name}, count: [type, buyer], sum: { sales: { of: price, type: buy, unit: € } } } }
alerts:
  large: { from: ${name}, type: buy, where: { price: { exclusiveMinimum: 500 } }, to: ${alerts} }
  never: { from: ${name}, type: buy, where: { price: { exclusiveMinimum: 100000 } }, to: ${alerts} }
checks:
  all: { statistic: till, expect: ${COUNT} }
  fresh: { sink: lake, fresherThan: 1h }
`;
const options = { cluster: 'embedded', output: 'text', var: {}, insecure: false } as const;
const stage = { context: testContext({ directory }), options, files: [file] };
const failed = (checks: readonly Check[]) => checks.filter(({ outcome }) => outcome === 'failed');
let report: AcceptanceReport;

beforeAll(async () => {
  writeFileSync(file, yaml);
  const { exitCode, stdout, stderr } = await run(['acceptance', file, '--report', 'out', '-o', 'json'], { directory });
  expect(exitCode, `${stdout}${stderr}`).toBe(0);
  report = JSON.parse(stdout);
});

afterAll(() => run(['delete', name, '--purge', '--yes'], { directory }));

const found = (group: string, wanted: RegExp) =>
  report.checks.find((check) => check.group.startsWith(group) && wanted.test(check.name));

test('what is declared is deployed, counted, stored, and each number says how it was obtained', () => {
  expect(report.ok).toBe(true);
  expect(found('Events', /received/)).toMatchObject({ outcome: 'passed', found: '332', expected: '332' });
  expect(found('Events', /by buyer/)?.found).toMatch(/^user\d \d+(, user\d \d+){4}$/);
  expect(found('Events', /sales/)?.found).toMatch(/^[\d,]+\.\d\d €$/);
  expect(found('Statistics', /records/)).toMatchObject({ outcome: 'passed', expected: '332' });
  expect(found('Stored', /lake/)?.found).toMatch(/^332 in /);
  expect(found('Checks', /all/)).toMatchObject({ outcome: 'passed', found: '332', expected: '332' });
  expect(found('Checks', /fresh/)).toMatchObject({ outcome: 'passed' });
  expect(found('Words', /MapReduce/)).toMatchObject({ outcome: 'passed', found: '111,197' });
  expect(report.checks.filter(({ how }) => how === '')).toEqual([]);
});

test('a rule that never matched is neither passed nor failed', () => {
  expect(found('Alerts', /never/)).toMatchObject({ outcome: 'unproven', found: '0' });
  expect(found('Alerts', /large/)).toMatchObject({ outcome: 'passed' });
});

test('the course of it is drawn: events by second, and how far the sinks were behind', () => {
  const [rate, lag] = report.plots.filter(({ kind }) => kind === 'line');
  expect(rate?.points.some(({ value }) => value > 0)).toBe(true);
  expect(lag).toMatchObject({
    unit: 'records',
    points: expect.arrayContaining([expect.objectContaining({ value: 0 })]),
  });
});

test('the report is written in four forms', () => {
  const [page, xml, text, json] = ['html', 'xml', 'md', 'json'].map((form) =>
    readFileSync(join(directory, 'out', `report.${form}`), 'utf8'),
  );
  expect(page).toContain('>332</td>');
  expect(xml).toContain('failures="0"');
  expect(text).toContain('# Acceptance: Accepted');
  expect(JSON.parse(json ?? '')).toEqual(report);
});

test('planted lies are found, each where it was planted: an event too many, an alert of nothing, a file taken away', async () => {
  const forged = JSON.stringify({ type: 'look', buyer: 'user1' });
  await run(['produce', name, '--key', 'buyer'], { directory, input: forged });
  expect(failed((await events(stage, [name])).checks)).toMatchObject([
    { name: 'received of those that were sent', found: '333', expected: '332' },
  ]);
  const desired = await loadDesired(
    stage.context,
    [file],
    options,
    await loadCluster('embedded', stage.context, false),
  );
  expect(failed(await declaredChecks(stage, desired))).toMatchObject([
    { name: `${name}.all`, found: '333', expected: '332', problem: expect.any(String), hint: expect.any(String) },
  ]);

  const one = ['--from-beginning', '--exit', '--max', '1', '-o', 'json'];
  const [raised] = (await run(['consume', alerts, ...one], { directory })).stdout.split('\n');
  // The same alert under another key.
  const forgery: string = JSON.parse(raised ?? '').value;
  expect((await run(['produce', alerts, '--key', 'rule'], { directory, input: forgery })).exitCode).toBe(0);
  expect(failed(await alertRules(stage, [name], 5_000)).length).toBeGreaterThan(0);

  const [data] = JSON.parse((await run(['files', `${name}.lake`, '-o', 'json'], { directory })).stdout);
  const { store, path } = await new Stores(testCluster().addresses, stage.context).locate(data.path);
  expect(await store.remove(path, false)).toBe(true);
  const lies = failed((await stored(stage)).checks);
  // The forged alert is a finding of the alerts' own proof, too.
  const problems = new Map(lies.map((lie) => [lie.name, lie.problem]));
  expect([...problems.keys()].sort()).toEqual([`${name}.alerts`, `${name}.lake`]);
  expect(problems.get(`${name}.lake`)).toContain('file-missing');
});
