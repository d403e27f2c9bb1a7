import { InterruptedError } from './errors.ts';

export type EndingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Why a context's signal was aborted: somebody ended the process from outside. */
export class Interruption extends InterruptedError {
  readonly by: EndingSignal;

  constructor(by: EndingSignal) {
    super('Interrupted');
    this.by = by;
  }
}

/** Why a context's signal was aborted: whoever read the output has gone (`| head`), so that nothing more is wanted. */
export class OutputClosed extends InterruptedError {
  constructor() {
    super('Nobody reads the output any more');
  }
}

/**
 * Whether a person ended the command: Ctrl-C, or a terminal that was closed. SIGTERM is how what runs for ever is told
 * to end.
 */
export function endedByPerson({ reason }: AbortSignal): boolean {
  return reason instanceof Interruption && reason.by !== 'SIGTERM';
}

/** `error`, or the InterruptedError that it comes from: libraries wrap the abort of `signal` in errors of their own. */
export function asInterrupted(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return error;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause, depth++) {
    if (cause instanceof InterruptedError) return cause;
    if (cause.name === 'AbortError' || cause.name === 'CanceledError') return signal.reason;
  }
  return error;
}
