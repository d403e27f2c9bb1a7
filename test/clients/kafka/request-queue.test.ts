import fc from 'fast-check';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../../../src/clients/kafka/kafkajs-internals.ts';

const LIMIT = 2;
const TIMEOUT = 1_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  // In this order: a spy on a fake timer would put the fake one back.
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function queue(): RequestQueue {
  const logger = { debug: () => undefined, warn: () => undefined };
  return new RequestQueue({
    maxInFlightRequests: LIMIT,
    requestTimeout: TIMEOUT,
    enforceRequestTimeout: true,
    clientId: 'test',
    broker: 'kafka.example:9092',
    logger,
  });
}

/** What may happen to the queue of a connection, in whatever order. */
const step = fc.oneof(
  fc.constant({ kind: 'push' } as const),
  fc.constant({ kind: 'answer' } as const),
  fc.constant({ kind: 'reject' } as const),
  fc.record({ kind: fc.constant('throttle' as const), milliseconds: fc.nat(500) }),
  fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.nat(3 * TIMEOUT) }),
);

test('no timer is ever set in the past, and no request is forgotten, however long a connection lives', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const [requests, timer] = [queue(), vi.spyOn(globalThis, 'setTimeout')];
      const [inFlight, settled] = [new Set<number>(), new Set<number>()];
      let pushed = 0;
      requests.scheduleRequestTimeoutCheck();
      const push = () => {
        const correlationId = pushed++;
        const settle = () => {
          inFlight.delete(correlationId);
          settled.add(correlationId);
        };
        requests.push({
          entry: { correlationId, resolve: settle, reject: settle },
          expectResponse: true,
          sendRequest: () => inFlight.add(correlationId),
        });
      };
      const answer = () => {
        const [correlationId] = inFlight;
        if (correlationId !== undefined) requests.fulfillRequest({ correlationId, size: 0, payload: null });
      };
      for (const one of steps) {
        if (one.kind === 'push') push();
        else if (one.kind === 'answer') answer();
        else if (one.kind === 'reject') requests.rejectAll(new Error('closed'));
        else if (one.kind === 'throttle') requests.maybeThrottle(one.milliseconds);
        else vi.advanceTimersByTime(one.milliseconds);
      }
      for (let left = 2 * pushed; left > 0; left--) {
        vi.advanceTimersByTime(500);
        answer();
      }
      expect(settled.size).toBe(pushed);
      expect(timer.mock.calls.map(([, milliseconds]) => milliseconds).filter((delay) => !(Number(delay) > 0))).toEqual(
        [],
      );
      requests.destroy();
      timer.mockRestore();
    }),
  );
});

test('a request that the broker makes wait is sent when the time has come, and not before', () => {
  const throttled = queue();
  throttled.maybeThrottle(50);
  const sent = vi.fn();
  const ignored = () => undefined;
  throttled.push({
    entry: { correlationId: 1, resolve: ignored, reject: ignored },
    expectResponse: true,
    sendRequest: sent,
  });
  vi.advanceTimersByTime(49);
  expect(sent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(11);
  expect(sent).toHaveBeenCalledOnce();
  throttled.destroy();
});
