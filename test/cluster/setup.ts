import { globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Context } from '../../src/base/context.ts';
import { processContext } from '../../src/base/process-context.ts';
import { identityOf } from '../../src/base/process-identity.ts';
import { startCluster } from '../../src/embedded/start.ts';
import { stopCluster } from '../../src/embedded/stop.ts';
import { checkout, jarsFolder } from '../../src/target/checkout.ts';
import { homeOf } from '../../src/target/home.ts';
import { loadCluster } from '../../src/target/load.ts';
import { clusterEnvironment } from './environment.ts';
import type { TestCluster } from './harness.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    clusters: readonly TestCluster[];
  }
}

const folder = join(checkout, 'target', 'test-clusters');

const contextFor = (home: string): Context => ({
  ...processContext(process),
  directory: checkout,
  environment: clusterEnvironment(home),
});

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

async function start(home: string): Promise<TestCluster> {
  mkdirSync(home, { recursive: true });
  const context = contextFor(home);
  await startCluster(new Set(['s3', 'postgres']), homeOf(context), context);
  return { home, addresses: await loadCluster('embedded', context, false) };
}

/** A cluster that ends in order leaves the archives of its classes, by which all later ones start in half the time. */
async function prepareArchives(home: string): Promise<void> {
  if (globSync('*/connect-*.jsa', { cwd: jarsFolder }).length > 0) return;
  await start(home);
  await remove(home);
}

/**
 * An embedded cluster with S3 and PostgreSQL for each lane of the project, that is for each of its test files that run
 * side by side, beside whatever else runs. They are taken down with their data.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const lanes = Array.from({ length: project.config.maxWorkers }, (_, lane) => lane);
  const homes = lanes.map((lane) => join(folder, `${process.pid}-${identityOf(process.pid)}-${lane}`));
  const [home = ''] = homes;
  await prepareArchives(home);
  const removeAll = async () => {
    await Promise.all(homes.map(remove));
  };
  const starts = homes.map(start);
  try {
    project.provide('clusters', await Promise.all(starts));
  } catch (error) {
    await Promise.allSettled(starts);
    await removeAll();
    throw error;
  }
  return removeAll;
}
