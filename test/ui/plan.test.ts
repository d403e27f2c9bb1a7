import { expect, test } from 'vitest';
import type { Output } from '../../src/base/context.ts';
import type { Change, Plan } from '../../src/pipeline/plan/plan.ts';
import { renderPlan } from '../../src/ui/plan.ts';

const output: Output = { isTerminal: false, columns: undefined, colour: false, write: () => {} };

const nowhere = { file: 'shop.yaml', line: 1, column: 1, endColumn: 2 };

const topic = (name: string, action: 'create' | 'update', keys: Change['keys']): Change => ({
  kind: 'topic',
  action,
  name,
  pipeline: 'shop',
  keys,
  replication: 1,
  config: {},
});

const plan: Plan = {
  version: 1,
  cluster: { name: 'embedded', connect: 'http://localhost:8083', kafka: 'localhost:9092', ours: true },
  prune: false,
  live: '',
  drift: [],
  changes: [
    topic('orders', 'create', [
      { key: 'partitions', to: '3' },
      { key: 'retention.ms', to: '1000' },
    ]),
    topic('clicks', 'update', [{ key: 'retention.ms', from: '1000', to: '2000' }]),
  ],
  summary: { add: 1, change: 1, destroy: 0 },
  refusals: [],
  missingServices: [],
  scope: { pipelines: ['shop'], connectors: {}, jobs: {}, topics: {} },
};

test('a plan shows every key', () => {
  const text = renderPlan(plan, output);
  expect(text).toContain('  + topic orders\n      + partitions: 3\n      + retention.ms: 1000\n');
  expect(text).toContain('  ~ topic clicks\n      ~ retention.ms: 1000 → 2000\n');
});

test('in short, what is new is one line and what changes keeps its keys', () => {
  const text = renderPlan(plan, output, { short: true });
  expect(text).toContain('  + topic orders (2 keys)\n  ~ topic clicks\n      ~ retention.ms: 1000 → 2000\n');
  expect(text).toContain('Plan: 1 to add, 1 to change, 0 to destroy.');
});

const sink = (action: 'create' | 'update', keys: Change['keys'], written: readonly string[] = []): Change => ({
  kind: 'connector',
  action,
  name: 'shop.lake',
  pipeline: 'shop',
  role: 'sink',
  keys,
  config: { 'connector.class': 'pipeline.connect.filesystem.FilesystemSinkConnector' },
  place: { at: nowhere, keys: Object.fromEntries(written.map((key) => [key, nowhere])) },
});

const planOf = (...changes: readonly Change[]): Plan => ({ ...plan, changes });

test("keys stand under the words of the YAML that decide them, and what the compiler adds for Kafka's clients is counted", () => {
  const keys = [
    { key: 'consumer.override.isolation.level', to: 'read_committed' },
    { key: 'errors.deadletterqueue.topic.name', to: 'shop.lake.dead-letters' },
    { key: 'errors.tolerance', to: 'all' },
    { key: 'event.orders', to: '{}' },
    { key: 'path', to: 'hdfs://h/data' },
    { key: 'roll.ms', to: '10000' },
    { key: 'tasks.max', to: '2' },
    { key: 'topics', to: 'orders' },
    { key: 'value.converter', to: 'ByteArrayConverter' },
  ];
  const changed = planOf(sink('create', keys));
  const text = renderPlan(changed, output);
  expect(text).toContain(`  + sink shop.lake
      deadLetter
        + errors.deadletterqueue.topic.name: shop.lake.dead-letters
        + errors.tolerance: all
      + event.orders: {}
      + path: hdfs://h/data
      + roll.every (roll.ms): 10000
      + tasks (tasks.max): 2
      + from (topics): orders
        and 2 settings of Kafka's clients and converters (plan --all)
`);
  const all = renderPlan(changed, output, { all: true });
  expect(all).not.toContain('settings of');
  for (const { key } of keys) expect(all).toContain(key);
});

test('what a person wrote under `extra`, and what goes, is never hidden', () => {
  const own = { key: 'consumer.override.max.poll.records', from: '10', to: '20' };
  const gone = { key: 'consumer.override.client.id', from: 'mine' };
  const text = renderPlan(planOf(sink('update', [own, gone], [own.key])), output);
  expect(text).toContain('~ consumer.override.max.poll.records: 10 → 20');
  expect(text).toContain('- consumer.override.client.id: mine');
  expect(text).not.toContain('settings of');
});

test('a source writes `to` its topics, and its transactions are added by themselves', () => {
  const source: Change = {
    ...sink('create', [
      { key: 'exactly.once.support', to: 'required' },
      { key: 'rate', to: '500' },
      { key: 'topics', to: 'orders' },
      { key: 'transaction.boundary', to: 'interval' },
    ]),
    kind: 'connector',
    role: 'source',
    config: { 'connector.class': 'pipeline.connect.datagen.DatagenSourceConnector' },
  };
  const text = renderPlan(planOf(source), output);
  expect(text).toContain('      + rate: 500\n      + to (topics): orders\n        and 2 settings of');
});
