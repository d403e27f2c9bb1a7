import type { RecommenderSpec } from '../../src/recommender/spec.ts';

/** Views of a few users, with limits so low that they are reached at once. */
export const viewsSpec: RecommenderSpec = {
  from: ['views'],
  to: 'recommendations',
  user: 'user',
  item: 'item',
  weights: { view: 1 },
  types: { views: { type: 'view' } },
  top: 6,
  history: 5,
  known: 8,
  excludeKnown: true,
};
