import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Context, Output } from './context.ts';
import { InterruptedError } from './errors.ts';

export const clock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (cause) {
      throw new InterruptedError('Interrupted', { cause });
    }
  },
};

function output(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Output {
  // A reader that went away (`| head`) is not an error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const isTerminal = stream.isTTY === true;
  const noColour = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  return {
    write: (text) => void stream.write(text),
    isTerminal,
    get columns() {
      return isTerminal ? stream.columns : undefined;
    },
    colour: isTerminal && !noColour,
  };
}

/** The real world: streams, clock and signals of this process. The second Ctrl-C ends it at once. */
export function processContext(from: NodeJS.Process): Context {
  const abort = new AbortController();
  const interrupt = () => {
    if (abort.signal.aborted) from.exit(130);
    abort.abort();
  };
  from.on('SIGINT', interrupt);
  from.on('SIGTERM', interrupt);
  return {
    output: output(from.stdout, from.env),
    messages: output(from.stderr, from.env),
    input: from.stdin,
    environment: from.env,
    directory: from.cwd(),
    clock,
    signal: abort.signal,
  };
}
