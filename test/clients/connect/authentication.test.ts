import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../src/clients/connect/connect.ts';
import type { ClusterAddresses } from '../../../src/target/addresses.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeConnect } from './fake-connect.ts';

const clock = new FakeClock();
const { signal } = new AbortController();
let fake: FakeConnect;

beforeEach(async () => {
  fake = new FakeConnect();
  await fake.start();
});
afterEach(() => fake.stop());

const client = (addresses: Partial<ClusterAddresses['connect']> = {}) =>
  connect({ url: fake.url, ...addresses }, { clock, signal, insecure: false });

describe('who asks', () => {
  test.each([
    [{ type: 'basic', username: 'u', password: 'p' }, { authorization: 'Basic dTpw' }],
    [{ type: 'bearer', token: 'T' }, { authorization: 'Bearer T' }],
    [{ type: 'headers', headers: { 'x-key': 'K' } }, { 'x-key': 'K' }],
  ] as const)('is told with %j', async (authentication, header) => {
    await client({ authentication }).version();
    expect(fake.headers[0]).toMatchObject(header);
  });

  test('plain http to another machine is refused, unless it is asked for', () => {
    expect(() => client({ url: 'http://connect.example:8083' })).toThrow(/Plain http/);
    expect(() => client({ url: 'http://user:hidden@connect.example:8083' })).not.toThrow(/hidden/);
    expect(() => connect({ url: 'http://connect.example:8083' }, { clock, signal, insecure: true })).not.toThrow();
  });

  test('a wrong password is said plainly', async () => {
    fake.next({ how: { status: 401, message: 'Unauthorized' } });
    await expect(client().connectors()).rejects.toMatchObject({ code: 'unauthorized' });
  });
});
