import { expect, test } from 'vitest';
import type { RecommenderProof } from '../../src/recommender/audit/proof.ts';
import { renderRecommenderProof } from '../../src/ui/recommender-proof.ts';
import { testContext } from '../cluster/harness.ts';

const proof = (lag: number): RecommenderProof => ({
  version: 1,
  ok: true,
  name: 'shop.recommender',
  cluster: 'embedded',
  sources: [0, 1].map((partition) => ({
    topic: 'clicks',
    partition,
    from: 0,
    to: 10,
    events: 10,
    broken: 0,
    skipped: 0,
    lag: lag * partition,
  })),
  log: { topic: 'log', from: 0, to: 2, events: 20, repeated: 0, users: 3, items: 4, forgotten: 0 },
  states: [],
  lists: { published: 3, made: 3, different: 0 },
  findings: [],
  more: {},
});

test('what is not learned yet is not called proven', () => {
  const { output } = testContext({ home: '/' });
  expect(renderRecommenderProof(proof(1200), output)).toContain('1,200 offsets of its sources are not learned yet');
  expect(renderRecommenderProof(proof(0), output)).not.toContain('not learned yet');
});
