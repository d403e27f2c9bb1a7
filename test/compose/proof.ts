import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, newDirectory } from '../cluster/harness.ts';
import { pipeline } from './harness.ts';

interface Proof {
  readonly ok: boolean;
  readonly sinks: readonly { readonly partitions: readonly { readonly stored: number }[] }[];
}

interface Status {
  readonly connectors: readonly {
    readonly name: string;
    readonly condition: string;
    readonly tasks: readonly { readonly state: string; readonly worker: string }[];
  }[];
}

/** Waits until every row of every sink of `files` is proven, `count` of them in each. */
export async function proven(files: readonly string[], count: number): Promise<void> {
  await eventually(
    `${count} records in each sink of ${files.join(' ')}, every row compared`,
    async () => {
      const { stdout, stderr } = await pipeline(['verify', ...files, '--deep', '-o', 'json']);
      if (stdout === '') throw new Error(stderr);
      const proof: Proof = JSON.parse(stdout);
      const stored = proof.sinks.map(({ partitions }) => partitions.reduce((sum, one) => sum + one.stored, 0));
      if (proof.ok && stored.length > 0 && stored.every((each) => each === count)) return true;
      throw new Error(`stored: ${stored.join(', ')}; ok: ${proof.ok}`);
    },
    300,
  );
}

/**
 * Applies a pipeline of this name: 15,000 records in 15 s, stored by two tasks, rolled each second. Returns its file.
 */
export async function runningPipeline(name: string): Promise<string> {
  const file = join(newDirectory(), `${name}.yaml`);
  writeFileSync(
    file,
    `pipeline: ${name}
events:
  order: { fields: { at: { type: string, format: date-time }, customer: string, total: { type: number, decimals: 2 } } }
topics:
  ${name}: { event: order, key: customer, partitions: 2 }
sources:
  customers:
    to: ${name}
    datagen: { rate: 1000/s, count: 15000, seed: 1, fields: { customer: { ids: [1, 500], as: "c{000}" } } }
sinks:
  lake: { from: ${name}, tasks: 2, hdfs: { path: /data/${name}, format: parquet, roll: { every: 2s } } }
`,
  );
  const { exitCode, stderr } = await pipeline(['apply', file]);
  if (exitCode !== 0) throw new Error(stderr);
  return file;
}

/**
 * What `status` says, also where it says, with exit code 3, that not all is well: tasks are on their way to another
 * worker.
 */
async function status(): Promise<Status> {
  const { stdout, stderr } = await pipeline(['status', '-o', 'json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The pipeline's source when it has not finished: what is broken now is broken during a run. */
export async function stillRuns(name: string): Promise<boolean> {
  const { connectors } = await status();
  return connectors.some((connector) => connector.name === `${name}.customers` && connector.condition !== 'finished');
}

/** The workers that run tasks of a connector, when all its tasks run. */
export async function workersOf(connector: string): Promise<readonly string[] | undefined> {
  const { connectors } = await status();
  const tasks = connectors.find(({ name }) => name === connector)?.tasks ?? [];
  if (tasks.length === 0 || tasks.some(({ state }) => state !== 'RUNNING')) return undefined;
  return [...new Set(tasks.map(({ worker }) => worker.split('.')[0] ?? ''))].sort();
}
