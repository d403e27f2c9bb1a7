import { expect, test } from 'vitest';
import type { Output } from '../../src/base/context.ts';
import type { Change, Plan } from '../../src/pipeline/plan/plan.ts';
import { renderPlan } from '../../src/ui/plan.ts';

const output: Output = { isTerminal: false, columns: undefined, colour: false, write: () => {} };

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
  const text = renderPlan(plan, output, true);
  expect(text).toContain('  + topic orders (2 keys)\n  ~ topic clicks\n      ~ retention.ms: 1000 → 2000\n');
  expect(text).toContain('Plan: 1 to add, 1 to change, 0 to destroy.');
});
