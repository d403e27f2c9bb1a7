import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../src/clients/connect/connect.ts';
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

const client = () => connect({ url: fake.url }, { clock, signal, insecure: false });

describe('an older worker', () => {
  test('is not asked to reset offsets', async () => {
    fake.version = '3.5.1';
    await expect(client().resetOffsets('a')).rejects.toThrow(/needs Kafka Connect 3.6; this worker is 3.5.1/);
    expect(fake.writes).toHaveLength(0);
  });

  test('gets a new stopped connector in two steps', async () => {
    fake.version = '3.6.0';
    await client().create('a', { 'connector.class': 'Some', 'tasks.max': '1' }, 'stopped');
    expect(fake.writes).toEqual(['POST /connectors', 'PUT /connectors/a/stop']);
    expect(fake.connectors.get('a')?.state).toBe('STOPPED');
  });
});
