import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { cases, cluster, declare, expectExactlyOnce, heal, kill, pipeline, remove } from './harness.ts';

const fields = '{ n: integer, user: string, text?: string }';
const megabyte = 'é'.repeat(500_000);

/** Values that no contract of `fields` takes; undefined stands for a tombstone. */
const refused: readonly (string | Buffer | undefined)[] = [
  undefined,
  '',
  '{"n": 1, "user": "u1"',
  '{"n": 1, "user": "u1"} {}',
  '{"n": 1 "user": "u1"}',
  'n=1',
  '[1, "u1"]',
  'null',
  '"u1"',
  '{"user": "u1"}',
  '{"n": null, "user": "u1"}',
  '{"n": "1", "user": "u1"}',
  '{"n": 1.5, "user": "u1"}',
  '{"n": true, "user": "u1"}',
  '{"n": 99999999999999999999, "user": "u1"}',
  '{"n": 1, "user": 7}',
  '{"n": 1, "user": ["u1"]}',
  '['.repeat(100_000),
  `{"n": "wrong and large", "user": "u1", "text": "${megabyte}"}`,
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
];

const taken = (n: number) => `{"n": ${n}, "user": "u${n % 10}"}`;
const large = (n: number) => `{"n": ${n}, "user": "u${n % 10}", "text": "${megabyte}"}`;
const unknown = (n: number) => `{"n": ${n}, "user": "u${n % 10}", "price": {"of": [1, 2, "three"]}}`;

async function send(topic: string, values: readonly (string | Buffer | undefined)[]): Promise<void> {
  const kafka = new kafkajs.Kafka({
    brokers: [cluster().addresses.kafka ?? ''],
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  for (const [index, value] of values.entries()) {
    await producer.send({ topic, messages: [{ key: `u${index % 10}`, value: value ?? null }] });
  }
  await producer.disconnect();
}

const mixtures = [
  { format: 'parquet', unknownFields: 'keep', killed: true },
  { format: 'parquet', unknownFields: 'reject', killed: false },
  { format: 'json', unknownFields: 'keep', killed: true },
];

test.each(cases(mixtures, 2))(
  'malformed, wrong, empty and huge values among good ones, in $format, unknown fields: $unknownFields, worker killed: $killed',
  async ({ format, unknownFields, killed }) => {
    const scenario = declare('bad', {
      event: `{ unknown: ${unknownFields}, fields: ${fields} }`,
      hdfs: `format: ${format}, tombstones: reject`,
    });
    await pipeline(['apply', scenario.file]);
    const some = (value: (n: number) => string, count: number) => Array.from({ length: count }, (_, n) => value(n));
    const good = [...some(taken, 200), ...some(large, 12)];
    const round = [...good, ...some(unknown, 20), ...refused, ...some(taken, 50)];
    await send(scenario.topic, round);
    if (killed) {
      await kill('connect');
      await heal();
    }
    await send(scenario.topic, round);
    const rejected = refused.length + (unknownFields === 'reject' ? 20 : 0);
    await expectExactlyOnce(scenario, 2 * round.length, 2 * rejected);
    await remove(scenario);
  },
);

/** Whether a line of a file can hold a value as it came. */
const fitsOnALine = (value: string | Buffer | undefined): boolean =>
  value !== undefined && !/[\r\n]/.test(value.toString());

test('without a contract JSON lines take any bytes that fit on a line; a rejected tombstone and line breaks are dead letters', async () => {
  const scenario = declare('raw', { event: null, hdfs: 'format: json, tombstones: reject' });
  await pipeline(['apply', scenario.file]);
  const values = [taken(1), taken(1), large(2), ...refused, 'a\nline\r\nbreak', `${taken(1)}\n`];
  await send(scenario.topic, values);
  const unfit = values.filter((value) => !fitsOnALine(value));
  expect(unfit).toContain('a\nline\r\nbreak');
  await expectExactlyOnce(scenario, values.length, unfit.length);
  await remove(scenario);
});
