import { describe, expect, test } from 'vitest';
import { MARK } from '../../../src/pipeline/compile/desired.ts';
import { makePlan } from '../../../src/pipeline/plan/make-plan.ts';
import type { Plan } from '../../../src/pipeline/plan/plan.ts';
import { applied, cluster, connector, desire, job, liveState, topic } from './desired-state.ts';

const prune = { prune: true };
const keep = { prune: false };

function keysOf(plan: Plan, name: string) {
  return plan.changes.find((change) => change.name === name)?.keys;
}

describe('nothing changed', () => {
  const lake = connector('lake', { password: '${file:/run/secrets.properties:PASSWORD}', 'flush.size': '10' });

  test.each([
    ['as it was applied', {}],
    ['a password hidden with bullets', { password: '••••' }],
    ['a password hidden with stars', { password: '****************' }],
    ['a password hidden by the worker', { password: '[hidden]' }],
    ['keys of the server itself', { name: 'shop.lake', '__internal.offset': '1' }],
    ['keys the server added', { 'kafka.endpoint': 'x:9092', 'cloud.environment': 'prod' }],
  ])('when the live one is %s', (_, change) => {
    const live = liveState({ connectors: [applied(lake, change)], plugins: [] });
    const plan = makePlan(desire({ connectors: [lake] }), live, cluster, keep);
    expect(plan.changes).toEqual([]);
    expect(plan.refusals).toEqual([]);
  });

  test('a failed task is not a change of the declaration', () => {
    const failed = applied(lake, {}, { state: 'FAILED', tasks: [{ id: 0, state: 'FAILED', worker: 'w', trace: 'x' }] });
    expect(
      makePlan(desire({ connectors: [lake] }), liveState({ connectors: [failed] }), cluster, keep).changes,
    ).toEqual([]);
  });

  test('topics with other settings of the server', () => {
    const live = liveState({
      topics: [{ name: 't', partitions: 1, replication: 1, config: { 'retention.ms': '5', 'segment.ms': '9' } }],
    });
    const desired = desire({ topics: [topic('t', 1, { 'retention.ms': '5' })] });
    expect(makePlan(desired, live, cluster, keep).changes).toEqual([]);
  });
});

describe('changes of connectors', () => {
  test('are told key by key', () => {
    const before = connector('lake', { 'flush.size': '10', old: 'x' });
    const after = connector('lake', { 'flush.size': '20', fresh: 'y' });
    const plan = makePlan(desire({ connectors: [after] }), liveState({ connectors: [applied(before)] }), cluster, keep);
    expect(keysOf(plan, 'shop.lake')).toEqual([
      { key: 'flush.size', from: '10', to: '20' },
      { key: 'fresh', to: 'y' },
      { key: 'old', from: 'x' },
    ]);
    expect(plan.drift).toEqual([]);
    expect(plan.summary).toEqual({ add: 0, change: 1, destroy: 0 });
  });

  test('a key that was only removed is a change', () => {
    const before = connector('lake', { old: 'x' });
    const plan = makePlan(
      desire({ connectors: [connector('lake', {})] }),
      liveState({ connectors: [applied(before)] }),
      cluster,
      keep,
    );
    expect(keysOf(plan, 'shop.lake')).toEqual([{ key: 'old', from: 'x' }]);
  });

  test('state alone asks for the state and writes no configuration', () => {
    const paused = connector('lake', {}, { state: 'paused' });
    const plan = makePlan(
      desire({ connectors: [paused] }),
      liveState({ connectors: [applied(paused)] }),
      cluster,
      keep,
    );
    expect(plan.changes).toMatchObject([{ state: 'paused', keys: [{ key: 'state', from: 'running', to: 'paused' }] }]);
    expect(plan.changes[0]).not.toHaveProperty('config');
  });

  test('by hand are told first and put back', () => {
    const lake = connector('lake', { 'flush.size': '10' });
    const touched = applied(lake, { 'flush.size': '99', added: 'x' });
    const plan = makePlan(desire({ connectors: [lake] }), liveState({ connectors: [touched] }), cluster, keep);
    expect(plan.drift).toEqual([
      {
        name: 'shop.lake',
        kind: 'connector',
        why: 'changed-by-hand',
        keys: [
          { key: 'flush.size', from: '10', to: '99' },
          { key: 'added', to: 'x' },
        ],
      },
    ]);
    expect(keysOf(plan, 'shop.lake')).toEqual([
      { key: 'flush.size', from: '99', to: '10' },
      { key: 'added', from: 'x' },
    ]);
  });

  test('of one that is not ours are told as taking it over', () => {
    const lake = connector('lake', {});
    const { [MARK]: _, ...stranger } = lake.config;
    const live = { ...applied(lake), config: stranger };
    const plan = makePlan(desire({ connectors: [lake] }), liveState({ connectors: [live] }), cluster, keep);
    expect(plan.drift).toMatchObject([{ why: 'not-ours' }]);
    expect(keysOf(plan, 'shop.lake')).toEqual([{ key: MARK, to: 'shop' }]);
  });
});

test('secrets never stand in what is printed', () => {
  const config = {
    'db.password': 'canary-1',
    'custom.auth': 'canary-2',
    url: 'https://user:canary-3@host/db',
    'api.key': '${file:/run/secrets.properties:KEY}',
  };
  const lake = connector('lake', config, { secretKeys: ['custom.auth'] });
  const before = connector('lake', { 'db.password': 'canary-4', 'custom.auth': 'canary-5' });
  const touched = applied(lake, { 'db.password': 'canary-6' });
  for (const live of [[], [applied(before)], [touched]]) {
    const plan = makePlan(desire({ connectors: [lake] }), liveState({ connectors: live }), cluster, keep);
    const printed = JSON.stringify([plan.drift, plan.changes.map(({ keys }) => keys)]);
    expect(plan.changes).toHaveLength(1);
    expect(printed).not.toContain('canary');
    expect(printed).toContain('db.password');
  }
  const first = makePlan(desire({ connectors: [lake] }), liveState({}), cluster, keep);
  expect(keysOf(first, 'shop.lake')).toContainEqual({ key: 'api.key', to: '${file:/run/secrets.properties:KEY}' });
});

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

describe('the digest of the live state', () => {
  const lake = connector('lake', { a: '1' });
  const digest = (parts: Parameters<typeof liveState>[0]) =>
    makePlan(desire({ connectors: [lake] }), liveState(parts), cluster, keep).live;
  const before = digest({ connectors: [applied(lake)] });

  test('moves with what the plan depends on', () => {
    expect(digest({ connectors: [applied(lake, { a: '2' })] })).not.toBe(before);
    expect(digest({ connectors: [applied(lake, {}, { state: 'PAUSED' })] })).not.toBe(before);
    expect(digest({ connectors: [] })).not.toBe(before);
  });

  test('stays when strangers move or tasks fail', () => {
    const stranger = { ...applied(lake), name: 'x', config: {} };
    expect(digest({ connectors: [applied(lake, {}, { tasks: [] }), stranger] })).toBe(before);
  });
});
