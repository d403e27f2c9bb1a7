import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { UnreachableError } from '../../../src/base/errors.ts';
import { behindOf } from '../../../src/pipeline/status/lag.ts';

const sink = {
  name: 'p.lake',
  type: 'sink',
  config: { topics: 'clicks' },
  state: 'RUNNING',
  worker: 'w',
  tasks: [],
} as const;

/** A cluster with one record after the position of each group, unless asking for it throws. */
const clusterOf = (refused?: Error) => ({
  admin: async () => ({
    fetchOffsets: async () => {
      if (refused !== undefined) throw refused;
      return [{ topic: 'clicks', partitions: [{ partition: 0, offset: '3', metadata: null }] }];
    },
  }),
  records: async () => ({
    partitions: async () => [0],
    bounds: async () => ({ start: 0, end: 3 }),
    topicIds: async () => new Map(),
    fetch: () => Promise.reject(new Error('nothing is fetched')),
  }),
});

const answer = (type: string, message: string) =>
  Object.assign(new kafkajs.KafkaJSProtocolError(new Error(message)), { type });

test('a group that may not be read makes the lag of its own sink unknown, and nothing else', async () => {
  const refused = answer('GROUP_AUTHORIZATION_FAILED', 'Not authorized to access group');
  expect(await behindOf(sink, clusterOf(refused), ['clicks'])).toEqual({
    lag: null,
    partitions: [],
    lagUnknown: 'Kafka refused: Not authorized to access group',
  });
  expect(await behindOf(sink, clusterOf(), ['clicks'])).toEqual({
    lag: 0,
    partitions: [{ topic: 'clicks', partition: 0, position: 3, lag: 0, exact: true }],
  });
});

test('a Kafka that does not answer is no answer', async () => {
  const away = new kafkajs.KafkaJSConnectionError('connection refused');
  await expect(behindOf(sink, clusterOf(away), ['clicks'])).rejects.toBeInstanceOf(UnreachableError);
});
