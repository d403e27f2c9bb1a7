import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { newDirectory } from '../cluster/harness.ts';
import { cluster, pidOf } from './harness.ts';
import type { Worker } from './kill-points.ts';

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** A worker beside the test cluster's own. */
export interface SecondWorker extends Worker {
  /** Has it leave its groups, so that nobody waits for it, and end. */
  end(): Promise<void>;
}

/**
 * Another worker for the test cluster, started as its first one was, with an address, a log and a folder of kill points
 * of its own.
 */
export async function startSecondWorker(): Promise<SecondWorker> {
  const home = newDirectory();
  const first = pidOf('connect');
  const folder = join(home, 'kill-points-of-second');
  const strings = (name: string): string[] => readFileSync(`/proc/${first}/${name}`, 'utf8').split('\0').slice(0, -1);
  const properties = strings('cmdline').find((argument) => argument.endsWith('connect.properties')) ?? '';
  const own = join(home, 'second.properties');
  writeFileSync(own, readFileSync(properties, 'utf8').replace(/^(listeners=.*?)\d+$/m, `$1${await freePort()}`));
  const [java = '', ...rest] = strings('cmdline').map((argument) =>
    argument === properties
      ? own
      : argument.replace(/^-Dpipeline\.log=.*/, `-Dpipeline.log=${join(home, 'second.log')}`),
  );
  const env = Object.fromEntries(
    strings('environ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const options = [`-Dpipeline.kill.dir=${folder}`, ...rest];
  const worker = execa(java, options, { env, extendEnv: false, stdio: 'ignore', reject: false });
  if (worker.pid === undefined) throw new Error('no second worker');
  const end = async () => {
    worker.kill('SIGTERM');
    await worker;
  };
  return { pid: worker.pid, folder, end };
}

/** The workers that run tasks of a connector. */
export async function workersOf(connector: string): Promise<ReadonlySet<string>> {
  const answer = await fetch(`${cluster().addresses.connect}/connectors/${connector}/status`);
  const { tasks }: { tasks: { state: string; worker_id: string }[] } = JSON.parse(await answer.text());
  return new Set(tasks.filter(({ state }) => state === 'RUNNING').map((task) => task.worker_id));
}
