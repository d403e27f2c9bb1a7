import { expect, test } from 'vitest';
import { topicsRegex } from '../../src/base/topic-pattern.ts';
import { contractText } from '../../src/components/exactly-once.ts';
import { parseContract } from '../../src/language/contract-json.ts';
import { compile } from '../../src/pipeline/compile/compile.ts';
import { makePlan } from '../../src/pipeline/plan/make-plan.ts';
import { planJson, renderPlan } from '../../src/ui/plan.ts';
import { cluster, kept, read } from '../language/reading.ts';
import { applied, liveState } from './plan/desired-state.ts';

const yaml = `pipeline: copies
events: { row: { fields: { id: integer } } }
sinks:
  lake:
    from: { pattern: "inventory\\\\..*", event: row }
    hdfs: { path: /data/inventory, format: json }
jobs:
  count: { from: sinks.lake, mapreduce: { count: true, by: id }, run: manual }
`;
const plugins = ['pipeline.connect.filesystem.FilesystemSinkConnector'];

async function desired(text = yaml) {
  return compile((await read(text)).pipelines, cluster);
}

async function lakeOf(text = yaml) {
  const state = await desired(text);
  const [lake] = state.connectors;
  if (lake === undefined) throw new Error('there is no sink');
  return { state, lake };
}

test('Connect gets the pattern, one contract for all topics, and finds new ones soon', async () => {
  const { lake } = await lakeOf();
  expect(lake.topics).toEqual([]);
  expect(lake.config).toMatchObject({
    'topics.regex': topicsRegex('inventory\\..*'),
    'consumer.override.metadata.max.age.ms': '5000',
    'consumer.override.auto.offset.reset': 'earliest',
  });
  expect(lake.config).not.toHaveProperty('topics');
  expect(parseContract(contractText(lake.config, 'inventory.any') ?? '')).toMatchObject({ name: 'row' });
});

test('a job over the files of such a sink gets the event of all of them', async () => {
  const [job] = (await desired()).manualJobs;
  expect(job?.spec).toMatchObject({ from: [{ sink: 'copies.lake', events: {}, event: { name: 'row' } }] });
});

test('a plan tells what a pattern means now, and new topics are no change', async () => {
  const { state, lake } = await lakeOf();
  const planned = (existing: readonly string[]) =>
    makePlan(
      { ...state, topics: [] },
      liveState({ plugins, connectors: [applied(lake)], existing: [...existing, '_pipeline.jobs'] }),
      cluster,
      { prune: false },
    );
  const none = planned([]);
  const some = planned(['inventory.orders', 'other', 'inventory.x.dead-letters']);
  expect([none.changes, some.changes]).toEqual([[], []]);
  expect(none.live).toBe(some.live);
  expect(planJson(some)).toMatchObject({
    patterns: [
      {
        connector: 'copies.lake',
        pattern: 'inventory\\..*',
        topics: ['inventory.orders'],
        leftOut: ['inventory.x.dead-letters'],
      },
    ],
  });
  expect(renderPlan(none, kept())).toContain(
    '  copies.lake reads by the pattern inventory\\..*, now:\n      no topic matches it yet\n',
  );
  expect(renderPlan(some, kept())).toContain('      inventory.orders\n      inventory.x.dead-letters is left out\n');
});

test('topics that the same plan creates are among those of the pattern', async () => {
  const { state } = await lakeOf(`${yaml}topics: { inventory.new: { event: row } }\n`);
  const plan = makePlan(state, liveState({ plugins, existing: ['inventory.old'] }), cluster, { prune: false });
  expect(plan.patterns?.[0]?.topics).toEqual(['inventory.new', 'inventory.old']);
  expect(plan.refusals).toEqual([]);
});

const stranger = (config: Record<string, string>) => ({
  name: 'other.sink',
  type: 'sink' as const,
  config,
  state: 'RUNNING',
  worker: 'w',
  tasks: [],
});

test("a pattern may not find what a sink of others rejects, nor another's pattern what this one does", async () => {
  const { state } = await lakeOf();
  const refused = (config: Record<string, string>) =>
    makePlan(state, liveState({ plugins, connectors: [stranger(config)] }), cluster, { prune: false }).refusals;
  expect(refused({ 'errors.deadletterqueue.topic.name': 'inventory.rejected' })).toMatchObject([
    { rule: 'pattern-output', message: expect.stringContaining('finds inventory.rejected, where other.sink puts') },
  ]);
  expect(refused({ 'topics.regex': 'copies\\..*' })).toMatchObject([
    { rule: 'pattern-output', message: expect.stringContaining('into copies.lake.dead-letters, which other.sink') },
  ]);
  expect(refused({ 'topics.regex': topicsRegex('.*'), 'errors.deadletterqueue.topic.name': 'x' })).toEqual([]);
});
