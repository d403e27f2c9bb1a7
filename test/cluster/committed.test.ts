import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kafkaConfig } from '../../src/clients/kafka/client.ts';
import { committedRecords } from '../../src/clients/kafka/committed.ts';
import { countCommitted } from '../../src/clients/kafka/count-committed.ts';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { run, testCluster, testContext, uniqueName } from './harness.ts';
import { witness } from './witness/witness.ts';

describe('records of a topic with aborted transactions, every codec, marker-like keys and markers alone at its end', () => {
  const topic = uniqueName('hard');
  let kafka: RawKafka;
  let java: { partition: number; offset: number; line: string }[];

  beforeAll(async () => {
    const { addresses } = testCluster();
    await run(['topics', 'create', topic, '--partitions', '2']);
    const servers = addresses.kafka.bootstrapServers;
    await witness('write', servers, topic);
    java = (await witness('read', servers, topic)).map((line) => {
      const [partition, offset, ...rest] = line.split(' ');
      return {
        partition: Number(partition),
        offset: Number(offset),
        line: [partition, offset, ...rest.slice(0, 2)].join(' '),
      };
    });
    kafka = new RawKafka(kafkaConfig(addresses, testContext()));
    await kafka.connect();
  });
  afterAll(() => kafka.close());

  test.each([0, 1])('are the ones that the Java consumer sees, partition %i', async (partition) => {
    const { start, end } = await kafka.bounds(topic, partition);
    const lines: string[] = [];
    for await (const { offset, key, value } of committedRecords(kafka, topic, partition, { from: start, to: end })) {
      lines.push(`${partition} ${offset} ${key?.length ?? -1} ${value?.length ?? -1}`);
    }
    expect(lines).toEqual(java.filter((record) => record.partition === partition).map(({ line }) => line));
    expect(lines).toHaveLength(1_250);
  });

  test('are counted by range, wherever a border cuts a batch', async () => {
    const { end } = await kafka.bounds(topic, 0);
    const borders = [0, 1, 17, 333, 334, 1_000, 1_777, end];
    const ranges = borders.slice(1).map((to, index) => ({ from: borders[index] ?? 0, to }));
    const expected = ranges.map(
      ({ from, to }) =>
        java.filter((record) => record.partition === 0 && record.offset >= from && record.offset < to).length,
    );
    expect(await countCommitted(kafka, topic, 0, ranges)).toEqual(expected);
  });

  test('a topic that does not exist has no partitions', async () => {
    expect(await kafka.partitions(uniqueName('nothing'))).toBeUndefined();
  });

  test('offsets that are not there are an error that says so', async () => {
    const { end } = await kafka.bounds(topic, 0);
    await expect(kafka.fetch(topic, 0, end + 1_000)).rejects.toThrow(/is not in the topic/);
  });
});
