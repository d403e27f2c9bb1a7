import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
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
