import { globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Context } from '../../src/base/context.ts';
import { processContext } from '../../src/base/process-context.ts';
import { identityOf } from '../../src/base/process-identity.ts';
import { startCluster } from '../../src/embedded/start.ts';
import { stopCluster } from '../../src/embedded/stop.ts';
import { checkout } from '../../src/target/checkout.ts';
import { homeOf } from '../../src/target/home.ts';
import { loadCluster } from '../../src/target/load.ts';
import type { TestCluster } from './harness.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: TestCluster;
  }
}

const folder = join(checkout, 'target', 'test-clusters');

function contextFor(directory: string): Context {
  const context = processContext(process);
  const environment = { ...process.env, PIPELINE_HOME: directory, PIPELINE_ANY_PORTS: '1' };
  return { ...context, directory: checkout, environment };
}

async function remove(directory: string): Promise<void> {
  const context = contextFor(directory);
  await stopCluster(homeOf(context), context, true);
  rmSync(directory, { recursive: true, force: true });
}

/** Clusters of test runs that were killed before they could take theirs down. */
async function removeAbandoned(): Promise<void> {
  for (const name of globSync('*', { cwd: folder })) {
    const [pid = '', identity = ''] = name.split('-');
    if (identityOf(Number(pid)) !== identity) await remove(join(folder, name));
  }
}

/** One embedded cluster with S3 for all tests of the project, beside whatever else runs, taken down with its data. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const home = join(folder, `${process.pid}-${identityOf(process.pid)}`);
  mkdirSync(home, { recursive: true });
  const context = contextFor(home);
  try {
    await startCluster(new Set(['s3']), homeOf(context), context);
    project.provide('cluster', { home, addresses: await loadCluster('embedded', context, false) });
  } catch (error) {
    await remove(home);
    throw error;
  }
  return () => remove(home);
}
