import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { clock } from '../../src/base/process-context.ts';
import { bundleFolder, type FirstView, firstViewOf } from '../../src/page/bundle.ts';
import type { Item, Overview } from '../../src/page/wire/overview.ts';

let draw: FirstView;

const world = { messages: { write: () => {}, isTerminal: false, columns: undefined, colour: false }, clock };

beforeAll(async () => {
  draw = await firstViewOf(await bundleFolder(world));
});

const item: Item = {
  name: 'shop.<lake>',
  pipeline: 'shop',
  role: 'sink',
  what: 'hdfs',
  condition: 'failed',
  healthy: false,
  words: 'task 0: <b>no</b>',
  tasks: { running: 0, all: 1 },
  lag: 3,
  records: null,
  rate: null,
  declared: true,
  reads: ['clicks'],
  writes: [],
};
const said: Overview = { time: '2026-11-30T12:00:00.000Z', cluster: 'here', troubles: [], items: [item], proofs: {} };
const at = (path: string) => new URL(path, 'http://page/');

test('every address is drawn without a browser, whether anything is known or not', () => {
  const things = ['connectors/a', 'jobs/a', 'topics/a.dead-letters', 'stored/a', 'recommenders/a', 'dead-letters/a'];
  const people = ['recommenders/a/users/b', 'recommenders/a/items/b', 'no/such/page', 'items/%E0'];
  const lists = ['', 'items', 'topics', 'stored', 'recommenders', 'statistics', 'alerts', 'acceptance', 'plan'];
  for (const path of [...lists, ...things, ...people]) {
    for (const known of [said, undefined]) {
      const html = draw(at(`/${path}?q=x&do=apply&follow=1&evaluation=1`), known);
      expect(html, path).toContain('<h1>');
      // The content security policy refuses them.
      expect(html, path).not.toMatch(/ style=| on\w+=/);
    }
  }
});

test('what is built for tests is what users are given, without names of source files', async () => {
  const assets = join(await bundleFolder(world), 'assets');
  const named = readdirSync(assets).filter((file) => readFileSync(join(assets, file), 'utf8').includes('.tsx'));
  expect(named).toEqual([]);
});

test('what is known is drawn as the address asks, and as text', () => {
  const html = draw(at('/items?q=lake'), said);
  expect(html).toContain('shop.&lt;lake>');
  expect(html).toContain('task 0: &lt;b>no&lt;/b>');
  expect(draw(at('/items?q=other'), said)).toContain('0 of 1');
  expect(draw(at('/items'), undefined)).toContain('Asking the cluster');
});
