import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { lastLines } from '../../cluster/log-tail.ts';
import { InterruptedError, UnhealthyError } from '../../errors.ts';
import { parseEvent, type SparkEvent } from './events.ts';

const GRACE = 10_000;

export interface Driver {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What it says beside its events is appended here. */
  readonly log: string;
  readonly signal: AbortSignal;
  /** What messages call it. */
  readonly name: string;
}

/**
 * Runs a driver of Spark to its end and hands on its events. It ends when this process does: its standard input closes then.
 * @throws UnhealthyError with the reason when it fails, InterruptedError when `signal` ended it.
 */
export async function runDriver(driver: Driver, onEvent: (event: SparkEvent) => void): Promise<void> {
  const { command, args, environment, log, signal, name } = driver;
  if (signal.aborted) throw new InterruptedError('Stopped');
  const file = openSync(log, 'a');
  const child = spawn(command, args, { env: { ...environment }, stdio: ['pipe', 'pipe', file] });
  closeSync(file);
  let reason: string | undefined;
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGTERM');
    kill = setTimeout(() => child.kill('SIGKILL'), GRACE);
  };
  signal.addEventListener('abort', stop);
  // A driver that is gone takes nothing more; its end is told below.
  child.stdin?.on('error', () => undefined);
  const lines = child.stdout === null ? undefined : createInterface({ input: child.stdout });
  lines?.on('line', (line) => {
    const event = parseEvent(line);
    if (event?.event === 'failed') reason = event.reason;
    else if (event !== undefined) onEvent(event);
  });
  const end = await new Promise<{ code: number | null; by: string | null; error?: Error }>((resolve) => {
    child.on('error', (error) => resolve({ code: null, by: null, error }));
    child.on('close', (code, by) => resolve({ code, by }));
  });
  signal.removeEventListener('abort', stop);
  clearTimeout(kill);
  if (signal.aborted) throw new InterruptedError('Stopped');
  if (end.code === 0) return;
  const hint = `\`pipeline jobs logs ${name}\` shows what Spark says.`;
  throw new UnhealthyError(reason ?? howItEnded(end, log), { where: `job ${name}`, hint, cause: end.error });
}

function howItEnded(
  { code, by, error }: { code: number | null; by: string | null; error?: Error },
  log: string,
): string {
  if (error !== undefined) return `Spark's driver could not be started: ${error.message}`;
  const how = by === null ? `ended with code ${code}` : `was killed by ${by}`;
  const last = lastLines(log, 1)[0];
  return `Spark's driver ${how}${by === null && last !== undefined ? `: ${last}` : ''}`;
}
