import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../src/clients/connect/connect.ts';
import type { RetryPolicy } from '../../../src/clients/connect/retry-policy.ts';
import type { ClusterAddresses } from '../../../src/target/addresses.ts';
import { FakeClock } from './fake-clock.ts';
import { type BadDay, FakeConnect } from './fake-connect.ts';

const config = { 'connector.class': 'Some', 'tasks.max': '1' };
const connectRebalance: BadDay['how'] = {
  status: 409,
  message: 'Cannot complete request because of a conflicting operation (e.g. worker rebalance)',
};
const noLeader: BadDay['how'] = {
  status: 409,
  message: 'Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.',
};
const stale: BadDay['how'] = { status: 409, message: 'Cannot complete request momentarily due to stale configuration' };
const expected: BadDay['how'] = {
  status: 500,
  message: 'Request cannot be completed because a rebalance is expected',
};

let fake: FakeConnect;
let clock: FakeClock;
let abort: AbortController;

function client(policy: Partial<RetryPolicy> = {}, addresses: Partial<ClusterAddresses['connect']> = {}) {
  return connect(
    { url: fake.url, ...addresses },
    { clock, signal: abort.signal, random: () => 0.5, insecure: false, policy },
  );
}

beforeEach(async () => {
  fake = new FakeConnect();
  clock = new FakeClock();
  abort = new AbortController();
  await fake.start();
});
afterEach(() => fake.stop());

describe('a write during a rebalance', () => {
  test('is sent again for each of the answers that mean "not now"', async () => {
    fake.next({ how: connectRebalance }, { how: noLeader }, { how: stale }, { how: expected });
    await client().create('a', config);
    expect(fake.connectors.has('a')).toBe(true);
    expect(fake.requests).toEqual(Array(5).fill('POST /connectors'));
  });

  test('waits longer each time, and not for the same time as everyone else', async () => {
    fake.next({ how: stale }, { how: stale }, { how: stale });
    await client().create('a', config);
    expect(clock.sleeps).toEqual([150, 300, 600]);
  });

  test('is given up at the deadline with what Connect said last', async () => {
    fake.next(...Array(100).fill({ method: 'PUT', how: connectRebalance }));
    await client().version();
    await expect(client({ deadline: 5_000 }).update('a', config)).rejects.toThrow(/conflicting operation/);
    expect(fake.writes.length).toBeLessThan(10);
  });

  test('honours Retry-After', async () => {
    fake.next({ how: { status: 429, message: 'slow down', headers: { 'retry-after': '7' } } });
    await client({ deadline: 60_000 })
      .setState('x', 'paused')
      .catch(() => undefined);
    expect(clock.sleeps[0]).toBe(7_000);
  });
});

describe('an answer that means no', () => {
  test('"already exists" is not tried again', async () => {
    fake.connectors.set('a', { config: { other: 'one' }, state: 'RUNNING' });
    await expect(client().create('a', config)).rejects.toMatchObject({ code: 'already-exists' });
    expect(fake.writes).toHaveLength(1);
  });

  test('an unknown class names the plugins there are', async () => {
    const message =
      "Failed to find any class that implements Connector and which name matches Nope, available connectors are: PluginDesc{klass=class a.B, name='a.B', version='1'}, PluginDesc{klass=class c.D, name='c.D', version='1'}";
    fake.next({ how: { status: 500, message } });
    const failure = client().create('a', config);
    await expect(failure).rejects.toMatchObject({ code: 'unknown-plugin', hint: 'It has: a.B, c.D.' });
    expect(fake.writes).toHaveLength(1);
  });

  test('a 500 that stays is reported after a few looks, not for ever', async () => {
    fake.next(...Array(50).fill({ method: 'POST', how: { status: 500, message: 'boom' } }));
    await expect(client().create('a', config)).rejects.toThrow('boom');
    expect(fake.writes).toHaveLength(4);
  });

  test('a redirect is not followed', async () => {
    fake.next({ how: { redirect: 'http://127.0.0.1:1/steal' } });
    await expect(client({}, { authentication: { type: 'bearer', token: 'T' } }).connectors()).rejects.toThrow(
      /redirect/,
    );
  });

  test('an HTML page says that this is not Connect', async () => {
    fake.next({ how: { status: 200, html: '<html>welcome</html>' } });
    await expect(client().connectors()).rejects.toThrow(/not Kafka Connect/);
  });

  test('an answer without end is refused', async () => {
    fake.next({ how: { bytes: 70 * 1024 * 1024 } });
    await expect(client().connectors()).rejects.toThrow(/larger/);
    expect(fake.requests).toHaveLength(1);
  });
});

describe('a write whose outcome is unknown', () => {
  test('is found carried out after a time-out, and not repeated', async () => {
    fake.next({ method: 'POST', perform: true, how: 'hang' });
    await client({ attempt: 100 }).create('a', config);
    expect(fake.writes).toEqual(['POST /connectors']);
  });

  test('is found carried out after a 500', async () => {
    fake.next({ method: 'POST', perform: true, how: { status: 500, message: 'Request timed out' } });
    await client().create('a', config);
    expect(fake.writes).toEqual(['POST /connectors']);
  });

  test('is repeated when it was not carried out', async () => {
    fake.next({ method: 'POST', how: 'reset' });
    await client().create('a', config);
    expect(fake.writes).toHaveLength(2);
    expect(fake.connectors.has('a')).toBe(true);
  });

  test('is an error when somebody else created another connector of that name meanwhile', async () => {
    fake.connectors.set('a', { config: { other: 'one' }, state: 'RUNNING' });
    fake.next({ method: 'POST', how: 'reset' });
    await expect(client().create('a', config)).rejects.toMatchObject({ code: 'already-exists' });
  });

  test('of a deletion counts as done when the connector is gone', async () => {
    fake.connectors.set('a', { config, state: 'RUNNING' });
    fake.next({ method: 'DELETE', perform: true, how: 'reset' });
    await client().remove('a');
    expect(fake.writes).toEqual(['DELETE /connectors/a']);
  });

  test('of a full restart is never repeated', async () => {
    fake.connectors.set('a', { config, state: 'RUNNING' });
    fake.next({ method: 'POST', how: 'reset' });
    await expect(client().restart('a', false)).rejects.toMatchObject({ code: 'unreachable' });
    expect(fake.writes).toHaveLength(1);
  });
});

describe('a worker that does not answer', () => {
  test('refuses quickly when it was never there', async () => {
    await fake.stop();
    const started = clock.now();
    await expect(client().connectors()).rejects.toMatchObject({
      code: 'unreachable',
      hint: expect.stringContaining('pipeline up'),
    });
    expect(clock.now() - started).toBeLessThanOrEqual(5_000);
    await fake.start();
  });

  test('does not hold us with a body that never ends', async () => {
    fake.next({ how: 'slow body' }, { how: 'slow body' });
    await expect(client({ attempt: 80, deadline: 100, firstContact: 100 }).connectors()).rejects.toThrow(/in time/);
  });

  test('lets Ctrl-C through', async () => {
    fake.next({ how: 'hang' });
    const asking = client().connectors();
    setTimeout(() => abort.abort(), 20);
    await expect(asking).rejects.toMatchObject({ code: 'interrupted' });
  });
});

test('Ctrl-C lets a write that has begun come to its end', async () => {
  fake.connectors.set('a', { config, state: 'RUNNING' });
  fake.next({ method: 'PUT', perform: true, how: 'late' });
  const writing = client().setState('a', 'paused');
  setTimeout(() => abort.abort(), 20);
  await writing;
  expect(fake.connectors.get('a')?.state).toBe('PAUSED');
});

describe('a cluster of several workers', () => {
  test('is asked at the next one when the first is gone, and stays there', async () => {
    const gone = new FakeConnect();
    await gone.start();
    await gone.stop();
    const asked = client({}, { url: gone.url, others: [fake.url] });
    await asked.create('a', config);
    expect(fake.connectors.has('a')).toBe(true);
    expect(clock.sleeps.length).toBe(1);
    await asked.update('a', { ...config, 'tasks.max': '2' });
    expect(clock.sleeps.length).toBe(1);
  });

  test('is not asked elsewhere because one of them said no', async () => {
    const other = new FakeConnect();
    await other.start();
    fake.connectors.set('a', { config: { other: 'one' }, state: 'RUNNING' });
    const asked = client({}, { others: [other.url] });
    await expect(asked.create('a', config)).rejects.toMatchObject({ code: 'already-exists' });
    expect(other.requests).toEqual([]);
    await other.stop();
  });

  test('is as unreachable as its last worker when all are gone', async () => {
    const { url } = fake;
    await fake.stop();
    const failed = client({}, { others: [url] }).connectors();
    await expect(failed).rejects.toThrow(/cannot be reached/);
    await fake.start();
  });
});
