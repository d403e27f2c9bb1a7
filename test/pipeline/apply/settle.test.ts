import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clients } from '../../../src/clients/clients.ts';
import { connect } from '../../../src/clients/connect/connect.ts';
import { carryOut, removeConnector } from '../../../src/pipeline/apply/carry-out.ts';
import { settle } from '../../../src/pipeline/apply/settle.ts';
import { FakeClock } from '../../clients/connect/fake-clock.ts';
import { FakeConnect } from '../../clients/connect/fake-connect.ts';

const config = { 'connector.class': 'Some' };
let fake: FakeConnect;
let clock: FakeClock;
let clients: Clients;

beforeEach(async () => {
  fake = new FakeConnect();
  clock = new FakeClock();
  const url = await fake.start();
  const signal = new AbortController().signal;
  const notHere = () => Promise.reject(new Error('no Kafka here'));
  clients = {
    connect: connect({ url }, { clock, signal, insecure: false }),
    admin: notHere,
    records: notHere,
    writer: notHere,
    close: async () => undefined,
  };
});
afterEach(() => fake.stop());

const signal = new AbortController().signal;
const options = (looks: number) => ({ clock, signal, timeout: 10_000, looks, onWait: () => undefined });
/** Requests that say how connectors are. */
const looked = () => fake.requests.filter((request) => request.endsWith('expand=status'));
const expected = (name: string) => ({ connectors: { [name]: 'running' as const }, jobs: {} });

describe('waiting for tasks', () => {
  test('ends when all of them were seen running several times in a row', async () => {
    fake.connectors.set('a', { config, state: 'RUNNING' });
    await settle(clients, expected('a'), options(3));
    expect(looked()).toHaveLength(3);
  });

  test('starts to count anew when one stops running in between', async () => {
    fake.connectors.set('a', { config, state: 'RUNNING' });
    const seen: string[][] = [];
    const flapping = settle(clients, expected('a'), {
      ...options(3),
      onWait: (waiting) => {
        seen.push([...waiting]);
        const stored = fake.connectors.get('a');
        if (stored !== undefined) stored.state = seen.length === 2 ? 'UNASSIGNED' : 'RUNNING';
      },
    });
    await flapping;
    expect(seen).toContainEqual(['a (no worker runs it yet)']);
    expect(looked()).toHaveLength(6);
  });

  test('ends with the reason when a task stays failed', async () => {
    fake.connectors.set('a', { config, state: 'RUNNING', trace: 'java.lang.Boom: no disk\n\tat x.y' });
    await expect(settle(clients, expected('a'), options(3))).rejects.toMatchObject({
      exitCode: 3,
      message: 'a failed: no disk',
    });
  });

  test('ends at the time-out with what it still waits for', async () => {
    fake.connectors.set('a', { config, state: 'PAUSED' });
    await expect(settle(clients, expected('a'), options(3))).rejects.toThrow(
      'After 10 s not everything runs: a is paused',
    );
  });
});

describe('deleting', () => {
  test('waits until the workers have really let go', async () => {
    fake.connectors.set('a', { config, state: 'RUNNING' });
    fake.deleteLag = 5;
    await removeConnector('a', { clients, clock, signal, replication: 1 });
    expect(clock.sleeps.length).toBeGreaterThan(0);
    expect(await clients.connect.connector('a')).toBeUndefined();
  });
});

describe('changing', () => {
  const change = { kind: 'connector', action: 'update', name: 'a', pipeline: 'p', role: 'sink', keys: [] } as const;

  test('only the state sends no configuration', async () => {
    fake.connectors.set('a', { config, state: 'RUNNING' });
    await carryOut({ ...change, state: 'paused' }, { clients, clock, signal, replication: 1 });
    expect(fake.writes).toEqual(['PUT /connectors/a/pause']);
  });

  test('the configuration goes before the state', async () => {
    fake.connectors.set('a', { config, state: 'PAUSED' });
    await carryOut({ ...change, config, state: 'running' }, { clients, clock, signal, replication: 1 });
    expect(fake.writes).toEqual(['PUT /connectors/a/config', 'PUT /connectors/a/resume']);
  });
});
