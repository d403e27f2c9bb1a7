import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Context, Output } from './context.ts';
import { ExitCode, InterruptedError } from './errors.ts';
import { type EndingSignal, Interruption, OutputClosed } from './interrupt.ts';
import { systemError } from './system-error.ts';

/** Milliseconds after which somebody who pressed Ctrl-C is told that it was heard. */
const SILENCE = 3_000;
const LONGEST = 2 ** 31 - 1;

export const clock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    try {
      // A clock that was set back makes times negative; Node warns about those, and about more than it can count.
      await wait(Math.min(Math.max(milliseconds, 0), LONGEST), undefined, signal === undefined ? {} : { signal });
    } catch (cause) {
      throw new InterruptedError('Interrupted', { cause });
    }
  },
};

function output(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv, onGone: () => void): Output {
  let gone = false;
  // A reader that went away (`| head`), or a terminal that was closed, is not an error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw systemError(error, 'output') ?? error;
    gone = true;
    onGone();
  });
  const isTerminal = stream.isTTY === true;
  const noColour = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  return {
    write: (data) => {
      if (!gone) stream.write(data);
    },
    isTerminal,
    get columns() {
      return isTerminal ? stream.columns : undefined;
    },
    colour: isTerminal && !noColour,
  };
}

/**
 * The real world: streams, clock and signals of this process. The first Ctrl-C, SIGTERM or closing of the terminal
 * aborts the context's signal, the second ends the process at once.
 */
export function processContext(from: NodeJS.Process): Context {
  const abort = new AbortController();
  const outputClosed = () => abort.abort(new OutputClosed());
  const context: Context = {
    output: output(from.stdout, from.env, outputClosed),
    messages: output(from.stderr, from.env, outputClosed),
    input: from.stdin,
    environment: from.env,
    directory: from.cwd(),
    clock,
    signal: abort.signal,
  };
  const interrupt = (by: EndingSignal) => {
    if (!abort.signal.aborted) {
      // The terminal stands behind the ^C that it shows.
      if (by === 'SIGINT' && context.messages.isTerminal) context.messages.write('\n');
      abort.abort(new Interruption(by));
      const tell = () => context.messages.write('Ending what was begun; Ctrl-C again ends it at once.\n');
      if (by === 'SIGINT') setTimeout(tell, SILENCE).unref();
    } else if (by !== 'SIGHUP') from.exit(ExitCode.interrupted);
  };
  // A closed terminal may be told twice, by the shell and by the system: that is no haste.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) from.on(signal, interrupt);
  return context;
}
