import createPartitions from 'kafkajs/src/protocol/requests/createPartitions/v1/response.js';
import createTopics from 'kafkajs/src/protocol/requests/createTopics/v3/response.js';
import { expect, test } from 'vitest';
import { kafkaError } from '../../../src/clients/kafka/errors.ts';

const refused = async (answer: Promise<unknown>) =>
  kafkaError(await answer.catch((error: unknown) => error), 'topic t');

test("the broker's own reason is what an error says", async () => {
  const topicErrors = [{ topic: 't', errorCode: 40, errorMessage: 'Unknown topic config name: nosuch.key' }];
  expect(await refused(createTopics.parse({ topicErrors }))).toMatchObject({
    message: 'Kafka refused: Unknown topic config name: nosuch.key',
    where: 'topic t',
  });
});

test('a sentence of ours keeps it in brackets', async () => {
  const topicErrors = [{ topic: 't', errorCode: 38, errorMessage: 'only 1 broker(s) are registered.' }];
  expect(await refused(createPartitions.parse({ topicErrors }))).toMatchObject({
    message: expect.stringMatching(/^There are fewer brokers .* \(Kafka: only 1 broker\(s\) are registered\.\)$/),
  });
});

test('without a reason the code speaks', async () => {
  const topicErrors = [{ topic: 't', errorCode: 40, errorMessage: null }];
  expect(await refused(createTopics.parse({ topicErrors }))).toMatchObject({
    message: expect.stringContaining('Kafka refused: '),
  });
});
