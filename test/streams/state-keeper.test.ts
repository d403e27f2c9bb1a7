import { expect, test } from 'vitest';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { PartitionState } from '../../src/streams/partition-state.ts';
import { StateKeeper } from '../../src/streams/state-keeper.ts';

test('a state is stored after all that its records led to, and as it was when that began', async () => {
  const count = {
    digest: 'count',
    initial: () => ({ records: 0 }),
    apply: (state: { records: number }) => {
      state.records += 1;
      return [];
    },
    encode: ({ records }: { records: number }) => Buffer.from(String(records)),
    decode: (bytes: Buffer) => ({ records: Number(bytes) }),
    metrics: () => ({}),
  };
  const place = { topic: 'clicks', partition: 0, topicId: 'id' };
  const state = new PartitionState(place, count, { start: 0, end: 9 });
  const read = (from: number) =>
    state.apply({ topic: 'clicks', partition: 0, from, to: from + 1, records: [], end: 9 });
  const led = Promise.withResolvers<void>();
  const happened: string[] = [];
  const keeper = new StateKeeper(
    { name: 'job', clock: { now: () => 0, sleep: async () => {} }, log: () => {} },
    {
      topics: { check: async () => {} },
      kafka: new RawKafka({ brokers: ['127.0.0.1:9'] }),
      outputs: {
        begun: () => led.promise,
        write: async (records) => void happened.push(...records.map(({ value }) => `state ${value}`)),
      },
      group: { commit: async ([first]) => void happened.push(`offset ${first?.offset}`) },
    },
  );
  read(0);
  const stored = keeper.all([state]);
  await new Promise(setImmediate);
  read(1);
  happened.push('outputs');
  led.resolve();
  await stored;
  expect(happened).toEqual(['outputs', 'state 1', 'offset 1']);
  expect(state.changed).toBe(true);
});
