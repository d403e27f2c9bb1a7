import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../src/clients/connect/connect.ts';
import type { ClusterAddresses } from '../../../src/target/addresses.ts';
import { FakeClock } from './fake-clock.ts';
import { type BadDay, FakeConnect } from './fake-connect.ts';

const config = { 'connector.class': 'Some', 'tasks.max': '1' };
/** Of a worker's web server while its REST API is not in place yet. */
const starting: BadDay['how'] = { status: 404, html: '<html><title>Error 404 Not Found</title></html>' };
/** Of a worker that has not read as far as the others. */
const behind: BadDay['how'] = { status: 404, message: 'Unknown connector a' };

let fake: FakeConnect;
let clock: FakeClock;
const signal = new AbortController().signal;

function client(addresses: Partial<ClusterAddresses['connect']> = {}) {
  return connect({ url: fake.url, ...addresses }, { clock, signal, random: () => 0.5, insecure: false });
}

beforeEach(async () => {
  fake = new FakeConnect();
  clock = new FakeClock();
  await fake.start();
  fake.connectors.set('a', { config, state: 'RUNNING' });
});
afterEach(() => fake.stop());

describe('a 404 that is not in the words of Connect', () => {
  test('never means that a connector is not there: it is asked for again', async () => {
    fake.next({ how: starting }, { how: starting });
    expect(await client().connector('a')).toMatchObject({ name: 'a' });
    expect(clock.sleeps).toEqual([150, 300]);
  });

  test('refuses a write, which is sent again', async () => {
    fake.next({ method: 'POST', how: starting });
    await client().create('b', config);
    expect(fake.writes).toEqual(['POST /connectors', 'POST /connectors']);
  });

  test('sends us to the next worker', async () => {
    const other = new FakeConnect();
    await other.start();
    other.next(...Array(10).fill({ how: starting }));
    expect(await client({ url: other.url, others: [fake.url] }).connectors()).toHaveLength(1);
    expect(other.requests).toHaveLength(1);
    await other.stop();
  });

  test('of a worker that boots is waited for, and called what it is', async () => {
    const page =
      '<html><title>Error 404 Not Found</title><a href="https://jetty.org/">Powered by Jetty:// 12</a></html>';
    fake.next(...Array(200).fill({ how: { status: 404, html: page } }));
    const began = clock.now();
    await expect(client().connector('a')).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('The worker starts'),
    });
    expect(clock.now() - began).toBeGreaterThan(30_000);
  });

  test('of a server that never was Connect is given up as soon as one that is not there', async () => {
    fake.next(...Array(100).fill({ how: starting }));
    const began = clock.now();
    await expect(client().connector('a')).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('is not Kafka Connect'),
      hint: expect.stringContaining('connect.url'),
    });
    expect(clock.now() - began).toBeLessThanOrEqual(5_000);
  });
});

describe('a worker that knows nothing of a connector', () => {
  test('is asked again when that connector was shown to us', async () => {
    const asked = client();
    await asked.connectors();
    fake.next({ method: 'PUT', how: behind }, { method: 'PUT', how: behind });
    await asked.setState('a', 'paused');
    expect(fake.connectors.get('a')?.state).toBe('PAUSED');
  });

  test('is asked again when we have just made it', async () => {
    fake.version = '3.6.0';
    fake.next({ method: 'PUT', path: /stop$/, how: behind });
    await client().create('b', config, 'stopped');
    expect(fake.connectors.get('b')?.state).toBe('STOPPED');
  });

  test('is right in the end: somebody else may have deleted it', async () => {
    const asked = client();
    await asked.connectors();
    fake.connectors.delete('a');
    const began = clock.now();
    await expect(asked.setState('a', 'paused')).rejects.toMatchObject({ code: 'not-found' });
    expect(clock.now() - began).toBeLessThanOrEqual(8_000);
  });

  test('is believed at once when nobody has shown it', async () => {
    await expect(client().setState('nobody', 'paused')).rejects.toMatchObject({ code: 'not-found' });
    expect(clock.sleeps).toEqual([]);
  });
});

describe('a worker that is still starting', () => {
  test('is not asked for the list of connectors, of which it has read only a part', async () => {
    fake.starting = 3;
    expect(await client().connectors()).toHaveLength(1);
    expect(clock.sleeps).toHaveLength(3);
  });

  test('is passed over for one that is ready, which is not asked for its health again', async () => {
    const other = new FakeConnect();
    await other.start();
    other.starting = 1000;
    const asked = client({ url: other.url, others: [fake.url] });
    expect(await asked.connectors()).toHaveLength(1);
    expect(await asked.connectors()).toHaveLength(1);
    expect(other.requests).toEqual(['GET /health']);
    expect(fake.requests.filter((request) => request === 'GET /health')).toHaveLength(1);
    await other.stop();
  });

  test('is asked as it is where it knows nothing of health, before Kafka 3.9', async () => {
    fake.next({ path: /health/, how: { status: 404, message: 'HTTP 404 Not Found' } });
    expect(await client().connectors()).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });
});
