import { describe, expect, test } from 'vitest';
import { MARK } from '../../../src/pipeline/compile/desired.ts';
import { makePlan } from '../../../src/pipeline/plan/make-plan.ts';
import { applied, cluster, connector, desire, job, liveState, topic } from './desired-state.ts';

const prune = { prune: true };
const keep = { prune: false };

describe('what is no longer declared', () => {
  const kept = connector('kept', {});
  const gone = connector('gone', {});
  const foreign = { ...applied(gone), name: 'gone', config: { 'connector.class': 'a.Plugin' } };
  const other = { ...applied(gone), name: 'other.x', config: { ...gone.config, [MARK]: 'other.x 0123' } };
  const live = liveState({ connectors: [applied(kept), applied(gone), foreign, other] });

  test('is left and mentioned without --prune', () => {
    const plan = makePlan(desire({ connectors: [kept] }), live, cluster, keep);
    expect(plan.changes).toEqual([]);
    expect(plan.drift).toMatchObject([{ name: 'shop.gone', why: 'no-longer-declared' }]);
  });

  test('goes with --prune, but only what is ours and of these pipelines', () => {
    const plan = makePlan(desire({ connectors: [kept] }), live, cluster, prune);
    expect(plan.changes).toMatchObject([{ action: 'delete', name: 'shop.gone' }]);
  });

  test('a copy that somebody made of ours under another name is told, and left alone', () => {
    const copy = { ...applied(gone), name: 'colleague-copy' };
    const near = { ...applied(gone), name: 'shop.gone-too' };
    const plan = makePlan(
      desire({ connectors: [kept] }),
      liveState({ connectors: [applied(kept), copy, near] }),
      cluster,
      prune,
    );
    expect(plan.changes).toEqual([]);
    expect(plan.drift).toMatchObject([
      { name: 'colleague-copy', why: 'copied' },
      { name: 'shop.gone-too', why: 'copied' },
    ]);
  });

  test('topics never go', () => {
    const topics = [{ name: 'shop.old', partitions: 1, replication: 1, config: {} }];
    expect(makePlan(desire({}), liveState({ topics }), cluster, prune).changes).toEqual([]);
  });
});

test('the order is topics, sinks, sources, jobs, and removal the other way round before it', () => {
  const old = [connector('old-sink', {}), connector('old-source', {}, { role: 'source' })];
  const desired = desire({
    topics: [topic('t')],
    connectors: [connector('a-source', {}, { role: 'source' }), connector('b-sink', {})],
    jobs: [job('recommender', { top: 10 })],
  });
  const jobs = [{ ...job('old-job', {}), version: 1 as const }];
  const plan = makePlan(desired, liveState({ connectors: old.map((one) => applied(one)), jobs }), cluster, prune);
  expect(plan.changes.map(({ name }) => name)).toEqual([
    'shop.old-job',
    'shop.old-source',
    'shop.old-sink',
    't',
    'shop.b-sink',
    'shop.a-source',
    'shop.recommender',
  ]);
});
