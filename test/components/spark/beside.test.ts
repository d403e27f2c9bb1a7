import { expect, test } from 'vitest';
import { endsOf } from '../../../src/components/spark/run/beside.ts';

test('the models beside ALS see of each partition what its files hold, and nothing of one without files', () => {
  const file = (topic: string, partition: number, end: number) => ({
    uri: '',
    topic,
    partition,
    end,
    records: 1,
    bytes: 1,
  });
  const ends = endsOf([file('a', 0, 40), file('a', 0, 20), file('a', 1, 7), file('b', 0, 3)]);
  expect([ends('a', 0), ends('a', 1), ends('b', 0), ends('b', 1)]).toEqual([40, 7, 3, 0]);
});
