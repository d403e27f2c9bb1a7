import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { expect, test } from 'vitest';
import '../../../src/clients/kafka/kafkajs-request-queue.ts';

function queue(): RequestQueue {
  const broker = 'kafka.example:9092';
  const logger = { debug: () => undefined };
  return new RequestQueue({
    maxInFlightRequests: null,
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: 'test',
    broker,
    logger,
  });
}

test('without a waiting request no timer is set, which would lie in the past', () => {
  const idle = queue();
  idle.checkPendingRequests();
  expect(idle.throttleCheckTimeoutId).toBeNull();
});

test('a request that the broker makes wait is sent when the time has come', async () => {
  const throttled = queue();
  throttled.maybeThrottle(5);
  await new Promise<void>((sent) => {
    throttled.push({ entry: { correlationId: 1 }, expectResponse: true, sendRequest: sent });
    expect(throttled.pending).toHaveLength(1);
  });
  expect(throttled.pending).toHaveLength(0);
  throttled.destroy();
});
