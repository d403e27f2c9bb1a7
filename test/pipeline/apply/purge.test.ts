import kafkajs, { type Admin } from 'kafkajs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Clients } from '../../../src/clients/clients.ts';
import { purge } from '../../../src/pipeline/apply/purge.ts';
import { Stores } from '../../../src/store/location.ts';
import { FakeClock } from '../../clients/connect/fake-clock.ts';
import { cluster, contextIn } from '../../language/reading.ts';

const group = 'connect-shop.lake';
let order: string[];
let refusals: number;
let clock: FakeClock;

/** A broker that says as often as `refusals` that a member has not left yet, which a real one cannot be asked to. */
const admin: Partial<Admin> = {
  listGroups: async () => ({ groups: [{ groupId: group, protocolType: 'consumer' }] }),
  deleteGroups: async () => {
    if (refusals > 0) {
      refusals -= 1;
      const type = 'NON_EMPTY_GROUP';
      const error = new kafkajs.KafkaJSProtocolError(Object.assign(new Error('not empty'), { type, code: 68 }));
      throw new kafkajs.KafkaJSDeleteGroupsError('refused', [{ groupId: group, errorCode: 68, error }]);
    }
    order.push('group');
    return [];
  },
  deleteTopics: async () => {
    order.push('topics');
  },
};
const connect: Partial<Clients['connect']> = {};
const { signal } = new AbortController();

const remove = (write: (text: string) => void) => {
  const clients: Clients = {
    connect: connect as Clients['connect'],
    admin: async () => admin as Admin,
    records: () => Promise.reject(new Error('nobody reads')),
    writer: () => Promise.reject(new Error('nobody writes')),
    close: async () => undefined,
  };
  const files = {
    connector: 'shop.lake',
    what: 'files',
    path: '/lake',
    topics: ['clicks'],
    remove: async () => {
      order.push('files');
    },
  };
  const remains = { topics: ['clicks'], sources: [], groups: [group], files: [files], directories: [], roots: [] };
  const messages = { ...contextIn(import.meta.dirname).messages, write };
  const stores = new Stores(cluster, contextIn(import.meta.dirname));
  return purge(remains, { clients, clock, signal, replication: 1 }, stores, { messages });
};

describe('purging', () => {
  beforeEach(() => {
    order = [];
    clock = new FakeClock();
  });

  test('waits for a member that leaves after a minute, says so, and takes the files only then', async () => {
    refusals = 65;
    const said: string[] = [];
    await remove((text) => said.push(text));
    expect(order).toEqual(['group', 'files', 'topics']);
    expect(said.filter((text) => text.includes(`last member of consumer group ${group}`))).toHaveLength(1);
  });

  test('says nothing of a member that leaves at once', async () => {
    refusals = 2;
    const said: string[] = [];
    await remove((text) => said.push(text));
    expect(order).toEqual(['group', 'files', 'topics']);
    expect(said).toEqual(['Deleting the files of shop.lake\n']);
  });

  test('takes nothing while somebody goes on reading', async () => {
    refusals = Number.POSITIVE_INFINITY;
    await expect(remove(() => undefined)).rejects.toThrow('Somebody still reads with it');
    expect(order).toEqual([]);
  });
});
