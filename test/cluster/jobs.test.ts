import { expect, test } from 'vitest';
import { kafkaClient, kafkaConfig, withAdmin } from '../../src/clients/kafka/client.ts';
import { committedRecords } from '../../src/clients/kafka/committed.ts';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { TopicWriter } from '../../src/clients/kafka/writer.ts';
import { ensureJobTopics, JOB_STATUS } from '../../src/jobs/registry/jobs.ts';
import { eventually, testCluster, testContext, uniqueName } from './harness.ts';

test('reports of a job do not pile up: all but the newest are compacted away', async () => {
  const { addresses } = testCluster();
  const context = testContext();
  const [client, key] = [kafkaClient(addresses, context), Buffer.from(uniqueName('reporting'))];
  await withAdmin(client, JOB_STATUS, (admin) => ensureJobTopics(admin, 1));
  const writer = await TopicWriter.open(client, JOB_STATUS, 1);
  const kafka = new RawKafka(kafkaConfig(addresses, context));
  await kafka.connect();
  const count = async () => {
    const { start, end } = await kafka.bounds(JOB_STATUS, 0);
    let own = 0;
    for await (const record of committedRecords(kafka, JOB_STATUS, 0, { from: start, to: end })) {
      if (record.key?.equals(key) === true) own++;
    }
    return own;
  };
  try {
    // Random, so that compression leaves them as large as they are; no status, so that no reader takes them for one.
    const report = () => ({ key, value: Buffer.from(Array.from({ length: 500 }, () => Math.random() * 256)) });
    for (let batch = 0; batch < 20; batch++) await writer.write(Array.from({ length: 500 }, report));
    await eventually('the older reports to go', async () => ((await count()) < 6_000 ? true : undefined));
    expect(await count()).toBeGreaterThan(0);
    await writer.write([{ key, value: null }]);
  } finally {
    await writer.close();
    await kafka.close();
  }
});
