import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../src/pipeline/plan/make-plan.ts';
import { applied, cluster, connector, desire, liveState } from './desired-state.ts';

const keep = { prune: false };

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
