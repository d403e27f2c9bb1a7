import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import type { Output } from '../../src/base/context.ts';
import { InterruptedError, ServiceError } from '../../src/base/errors.ts';
import { asInterrupted, endedByPerson, Interruption } from '../../src/base/interrupt.ts';
import { progressLine } from '../../src/base/text/progress.ts';
import { checkout } from '../../src/target/checkout.ts';

describe('waiting for a signal', () => {
  const script = `
    import { processContext } from '${checkout}/src/base/process-context.ts';
    import { untilAborted } from '${checkout}/src/base/until.ts';
    const context = processContext(process);
    console.log('waits');
    await untilAborted(context);
    console.log('ended by', context.signal.reason.by);
  `;

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('keeps a process alive until %s', async (signal) => {
    const child = execa(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      script,
    ]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill(signal);
    expect((await child).stdout).toBe(`waits\nended by ${signal}`);
  });
});

describe('an error after Ctrl-C', () => {
  const aborted = AbortSignal.abort(new Interruption('SIGINT'));

  test('is an interruption where the abort is its cause, however deep', async () => {
    const thrown = await wait(1_000, undefined, { signal: aborted }).catch((error: unknown) => error);
    const wrapped = new ServiceError('Connect does not answer', { cause: thrown });
    expect(asInterrupted(wrapped, aborted)).toBeInstanceOf(InterruptedError);
  });

  test('is itself where something else went wrong, or nobody interrupted', () => {
    const error = new ServiceError('no');
    expect(asInterrupted(error, aborted)).toBe(error);
    const cause = new DOMException('aborted', 'AbortError');
    const other = new ServiceError('no', { cause });
    expect(asInterrupted(other, new AbortController().signal)).toBe(other);
  });

  test('is that of a person for Ctrl-C, and not for SIGTERM', () => {
    expect(endedByPerson(aborted)).toBe(true);
    expect(endedByPerson(AbortSignal.abort(new Interruption('SIGTERM')))).toBe(false);
  });
});

test('who tells how far it is ends there at Ctrl-C', () => {
  const messages: Output = { write: () => undefined, isTerminal: false, columns: undefined, colour: false };
  const abort = new AbortController();
  const clock = { now: () => 0, sleep: async () => undefined };
  const line = progressLine({ messages, clock, signal: abort.signal });
  line.show(() => 'half');
  abort.abort(new Interruption('SIGINT'));
  expect(() => line.show(() => 'more')).toThrow(InterruptedError);
});
