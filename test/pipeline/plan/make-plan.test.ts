import { describe, expect, test } from 'vitest';
import { MARK } from '../../../src/pipeline/compile/desired.ts';
import { makePlan } from '../../../src/pipeline/plan/make-plan.ts';
import { applied, cluster, connector, desire, keysOf, liveState, topic } from './desired-state.ts';

const keep = { prune: false };

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
