import { describe, expect, test } from 'vitest';
import { jobOutput, jobUses } from '../../../src/components/spark/uses.ts';
import type { JobRecord } from '../../../src/jobs/registry/jobs.ts';
import { topicsOfJob } from '../../../src/pipeline/apply/deletion.ts';

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

  test('are what statistics read, and their state', () => {
    const tables = { caisse: { from: ['clicks', 'likes'] }, autre: { from: ['clicks'] } };
    expect(topicsOfJob(job('statistics', { tables }))).toEqual(['clicks', 'likes', 'shop.recommender.state']);
    expect(topicsOfJob(job('statistics', { unknown: 'words of a later version' }))).toEqual(['shop.recommender.state']);
  });

  test('of a kind that only a later version knows are not guessed', () => {
    expect(topicsOfJob(job('forecasts', { from: ['clicks'], to: 'counts' }))).toEqual([]);
  });
});

describe('what a job of Spark leaves behind', () => {
  const files = { store: 'hdfs', path: '/data/copies', format: 'parquet' };
  const from = [{ topic: 'clicks' }, { topic: 'likes' }];

  test('are the directories of its topics and its checkpoint, and not what else lies beside them', () => {
    expect(jobUses(job('spark', { from, files, work: {} }))).toEqual({
      topics: ['clicks', 'likes'],
      directories: [
        'hdfs:/data/copies/clicks',
        'hdfs:/data/copies/likes',
        'hdfs:/pipeline/checkpoints/shop.recommender',
      ],
      roots: ['hdfs:/data/copies'],
    });
  });

  test('is all of its directory where it stores the result of a query or of an algorithm', () => {
    for (const work of [{ sql: 'SELECT 1' }, { als: {} }]) {
      expect(jobOutput(job('spark', { from, files, work }))).toEqual({
        topics: [],
        directories: ['hdfs:/data/copies'],
        roots: [],
      });
    }
    expect(jobOutput(job('spark', { from, to: { topic: 'lists' }, work: { als: {} } }))).toEqual({
      topics: ['lists'],
      directories: [],
      roots: [],
    });
  });
});
