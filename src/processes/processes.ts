import { spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../base/context.ts';
import { ClusterError } from '../base/errors.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { identityOf } from '../base/process-identity.ts';
import { type Home, logFile } from '../target/home.ts';
import { MARKER } from './marked.ts';

/** How a process is started: pure data, so that its digest tells whether a running one is still as it should be. */
export interface Launch {
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** Files to write before the start, by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  /** Working directory; the cluster's folder when absent. */
  readonly directory?: string;
}

/** Writes the files that a process reads at its start; some hold credentials. */
export function writeFiles(files: Launch['files']): void {
  for (const [file, content] of Object.entries(files)) {
    makePrivateFolder(dirname(file));
    writeFileSync(file, content, { mode: 0o600 });
  }
}

/** Starts a process that outlives this one, its output appended to its log file. */
export function startDetached(
  name: string,
  launch: Launch,
  home: Home,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly pid: number; readonly identity: string } {
  const [file, ...args] = launch.command;
  const log = openSync(logFile(home, name), 'a');
  try {
    const child = spawn(file, args, {
      cwd: launch.directory ?? home.folder,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...environment, ...launch.environment, [MARKER]: `${home.folder}#${name}` },
    });
    // A failure to start at all shows as a missing pid below; the event itself would end this process.
    child.on('error', () => undefined);
    child.unref();
    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (child.pid === undefined || identity === undefined) {
      throw new ClusterError(`${name} could not be started`, { where: file });
    }
    return { pid: child.pid, identity };
  } finally {
    closeSync(log);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself meanwhile.
  }
}

/**
 * Ends a process: asks with `ending`, and after `patience` milliseconds with SIGKILL. Never touches a later process
 * with its number.
 */
export async function endProcess(
  pid: number,
  identity: string,
  clock: Clock,
  patience: number,
  ending: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  const lives = () => identityOf(pid) === identity;
  if (!lives()) return;
  signal(pid, ending);
  // A stopped process (SIGSTOP) does not hear it before it continues.
  signal(pid, 'SIGCONT');
  const until = clock.now() + patience;
  while (lives() && clock.now() < until) await clock.sleep(50);
  while (lives()) {
    signal(pid, 'SIGKILL');
    await clock.sleep(50);
  }
}
