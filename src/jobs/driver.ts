import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { InterruptedError, UnhealthyError } from '../base/errors.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { lastLines } from '../processes/log-tail.ts';

/** A job's engine as a process of its own. */
export interface Driver {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Where it works, and may leave files: engines do, and the folder that this process works in may be for reading only.
   */
  readonly directory: string;
  /** What it says beside its events is appended here. */
  readonly log: string;
  readonly signal: AbortSignal;
  /** The job and its engine, as messages call them. */
  readonly name: string;
  readonly engine: string;
  /** Milliseconds that it gets to end in order. */
  readonly grace: number;
}

interface End {
  readonly code: number | null;
  readonly by: string | null;
  readonly error?: Error;
}

/** Why a driver failed, and how to mend it where that is known. */
export interface Failure {
  readonly reason: string;
  readonly hint?: string;
}

/**
 * Runs a driver to its end and hands on the lines of its output. It ends when this process does: its standard input
 * closes then. `failure` gives, after a failure, what its events said about it.
 * @throws UnhealthyError when it fails, InterruptedError when `signal` ended it.
 */
export async function runDriver(
  driver: Driver,
  onLine: (line: string) => void,
  failure: () => Failure | undefined,
): Promise<void> {
  const { command, args, environment, directory, log, signal, name, engine, grace } = driver;
  if (signal.aborted) throw new InterruptedError('Stopped');
  // Where the cluster was not started from here, nothing has made its folders.
  for (const folder of [dirname(log), directory]) makePrivateFolder(folder);
  const file = openSync(log, 'a');
  const child = spawn(command, args, { cwd: directory, env: { ...environment }, stdio: ['pipe', 'pipe', file] });
  closeSync(file);
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGTERM');
    kill = setTimeout(() => child.kill('SIGKILL'), grace);
  };
  signal.addEventListener('abort', stop);
  // A driver that is gone takes nothing more; its end is told below.
  child.stdin?.on('error', () => undefined);
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', onLine);
  const end = await new Promise<End>((resolve) => {
    child.on('error', (error) => resolve({ code: null, by: null, error }));
    child.on('close', (code, by) => resolve({ code, by }));
  });
  signal.removeEventListener('abort', stop);
  clearTimeout(kill);
  if (signal.aborted) throw new InterruptedError('Stopped');
  if (end.code === 0) return;
  const logs = `\`pipeline jobs logs ${name}\` shows what ${engine} says.`;
  const { reason, hint = logs } = failure() ?? howItEnded(end, driver);
  throw new UnhealthyError(reason, { where: `job ${name}`, hint, cause: end.error });
}

function howItEnded({ code, by, error }: End, { engine, log }: Driver): Failure {
  if (error !== undefined) return { reason: `${engine}'s driver could not be started: ${error.message}` };
  if (by !== null) {
    const hint = 'Starting it again heals it. Nobody told it to end? Then the machine may have been short of memory.';
    return { reason: `${engine}'s driver was killed by ${by}`, hint };
  }
  const last = lastLines(log, 1)[0];
  return { reason: `${engine}'s driver ended with code ${code}${last === undefined ? '' : `: ${last}`}` };
}
