import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { killPoints } from '../cluster/environment.ts';
import { eventually, testCluster } from '../cluster/harness.ts';
import { lives, pidOf } from './harness.ts';

/**
 * Has the worker of the test cluster killed at a named point of the sink's protocol (docs/sink.md), which `provoke`
 * makes it reach; it may start the worker, too.
 */
export async function killAt(point: string, provoke: () => Promise<unknown>): Promise<void> {
  const folder = killPoints(testCluster().home);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, point), '');
  await provoke();
  const worker = pidOf('connect');
  await eventually(`the worker's death at ${point}`, async () => (lives(worker) ? undefined : true), 120);
  expect(existsSync(join(folder, point)), `${point} was reached`).toBe(false);
}

/** A worker, and where it looks for points. */
export interface Worker {
  readonly pid: number;
  readonly folder: string;
}

const clusterWorker = (): Worker => ({ pid: pidOf('connect'), folder: killPoints(testCluster().home) });

/** Has a worker, the cluster's unless told, fall asleep at a point, with all it does, until it gets SIGCONT. */
export async function sleepAt(point: string, provoke: () => Promise<unknown>, worker = clusterWorker()): Promise<void> {
  mkdirSync(worker.folder, { recursive: true });
  writeFileSync(join(worker.folder, point), 'STOP');
  await provoke();
  await eventually(`the worker sleeps at ${point}`, async () => sleeps(worker.pid) || undefined, 120);
}

/** Whether a process was stopped by a signal. */
function sleeps(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.charAt(stat.lastIndexOf(')') + 2) === 'T';
}
