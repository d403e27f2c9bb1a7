import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../src/pipeline/plan/make-plan.ts';
import { cluster, desire, job, keysOf, liveState, topic } from './desired-state.ts';

const keep = { prune: false };

describe('topics', () => {
  const live = (partitions: number, replication = 1) =>
    liveState({
      topics: [{ name: 't', partitions, replication, config: { 'retention.ms': '1', 'cleanup.policy': 'delete' } }],
    });

  test('grow and change only the declared settings', () => {
    const desired = desire({ topics: [topic('t', 3, { 'retention.ms': '2' })] });
    const [change] = makePlan(desired, live(1), cluster, keep).changes;
    expect(change).toMatchObject({ partitions: 3, config: { 'retention.ms': '2' } });
    expect(change?.keys).toEqual([
      { key: 'partitions', from: '1', to: '3' },
      { key: 'retention.ms', from: '1', to: '2' },
    ]);
  });

  test('do not shrink and do not move replicas', () => {
    const plan = makePlan(desire({ topics: [topic('t', 2)] }), live(3, 2), cluster, keep);
    expect(plan.changes).toEqual([]);
    expect(plan.refusals.map(({ message }) => message)).toEqual([
      'Topic t has 3 partitions and cannot shrink to 2',
      'Topic t is replicated 2 times, declared are 1',
    ]);
  });
});

describe('jobs', () => {
  const declared = job('recommender', { top: 10, from: ['clicks'] });
  const live = { version: 1 as const, ...job('recommender', { top: 5, from: ['clicks'] }) };

  test('change by what their specification says', () => {
    const plan = makePlan(desire({ jobs: [declared] }), liveState({ jobs: [live] }), cluster, keep);
    expect(keysOf(plan, 'shop.recommender')).toEqual([{ key: 'top', from: '5', to: '10' }]);
  });

  test('stay when it is the same', () => {
    const same = { version: 1 as const, ...declared };
    expect(makePlan(desire({ jobs: [declared] }), liveState({ jobs: [same] }), cluster, keep).changes).toEqual([]);
  });
});
