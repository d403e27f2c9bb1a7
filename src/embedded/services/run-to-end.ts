import { execa } from 'execa';
import { ClusterError } from '../../base/errors.ts';
import type { Launch } from '../../processes/processes.ts';

interface Program extends Pick<Launch, 'command' | 'environment'> {
  /** What it reads from its standard input; nothing when absent. */
  readonly input?: string;
}

/** Runs a program to its end; a ClusterError carries its last lines when it fails, or why it did not start. */
export async function runToEnd({ command, environment, input = '' }: Program, purpose: string): Promise<void> {
  const [file, ...args] = command;
  const { exitCode, all, shortMessage } = await execa(file, args, {
    env: environment,
    all: true,
    reject: false,
    input,
  });
  if (exitCode === 0) return;
  const said = exitCode === undefined ? shortMessage : (all ?? '').trimEnd();
  const lines = (said ?? '').split('\n').slice(-10).join('\n  ');
  throw new ClusterError(`${purpose} failed:\n  ${lines}`);
}
