import { describe, expect, test } from 'vitest';
import { topicsOfJob } from '../../src/apply/deletion.ts';
import type { JobRecord } from '../../src/kafka/jobs.ts';

const job = (kind: string, spec: JobRecord['spec']): JobRecord => ({
  version: 1,
  name: 'shop.recommender',
  pipeline: 'shop',
  kind,
  state: 'running',
  digest: 'one',
  spec,
});

describe('the topics of a job', () => {
  test('are what a recommender reads, its lists, its dead letters and its log', () => {
    expect(topicsOfJob(job('recommender', { from: ['clicks', 'likes'], to: 'lists' }))).toEqual([
      'clicks',
      'likes',
      'lists',
      'lists.dead-letters',
      'shop.recommender-events',
    ]);
  });

  test('of a kind that only a later version knows are not guessed', () => {
    expect(topicsOfJob(job('statistics', { from: ['clicks'], to: 'counts' }))).toEqual([]);
  });
});
