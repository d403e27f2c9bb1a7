import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { UnreachableError } from '../../src/base/errors.ts';
import { ConsumerGroups } from '../../src/page/consumer-groups.ts';
import { History } from '../../src/page/history.ts';

const refused = () => {
  throw Object.assign(new kafkajs.KafkaJSProtocolError(new Error('Not authorized to access group')), {
    type: 'GROUP_AUTHORIZATION_FAILED',
  });
};

/** A cluster with the groups `mine` and `theirs`, of which the second is read by `read`. */
const clusterOf = (read: () => void) => ({
  admin: async () => ({
    listGroups: async () => ({ groups: ['theirs', 'mine'].map((groupId) => ({ groupId, protocolType: 'consumer' })) }),
    fetchOffsets: async ({ groupId }: { groupId: string }) => {
      if (groupId === 'theirs') read();
      return [{ topic: 'clicks', partitions: [{ partition: 0, offset: '3', metadata: null }] }];
    },
    describeGroups: async ([groupId = '']: string[]) => ({
      groups: [{ groupId, state: 'Empty' as const, members: [], protocol: '', protocolType: '', errorCode: 0 }],
    }),
  }),
  records: async () => ({
    partitions: async (topic: string) => (topic === 'clicks' ? [0] : undefined),
    bounds: async () => ({ start: 0, end: 3 }),
    topicIds: async () => new Map(),
    fetch: () => Promise.reject(new Error('nothing is fetched')),
  }),
});

test('a group that may not be read is named, and the others are shown', async () => {
  const groups = new ConsumerGroups(new History());
  await groups.sample(clusterOf(refused), 1_000);
  const { groups: found, unread } = await groups.consumersOf('clicks', clusterOf(refused));
  expect(found).toMatchObject([{ group: 'mine', history: [[1_000, 0]], partitions: [{ position: 3, lag: 0 }] }]);
  expect(unread).toEqual([{ group: 'theirs', why: expect.stringContaining('Not authorized') }]);
});

test('one that may not be read any more is named once', async () => {
  const groups = new ConsumerGroups(new History());
  await groups.sample(
    clusterOf(() => {}),
    1_000,
  );
  const look = () => groups.consumersOf('clicks', clusterOf(refused));
  expect((await look()).unread).toHaveLength(1);
  await groups.sample(clusterOf(refused), 2_000);
  expect((await look()).unread).toHaveLength(1);
});

test('a cluster that does not answer is no refusal', async () => {
  const silent = clusterOf(() => {
    throw new kafkajs.KafkaJSConnectionError('closed');
  });
  await expect(new ConsumerGroups(new History()).sample(silent, 0)).rejects.toThrow(UnreachableError);
});
