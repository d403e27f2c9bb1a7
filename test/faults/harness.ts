import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { nightly } from '../cluster/environment.ts';
import { eventually, newDirectory, run, testCluster, uniqueName } from '../cluster/harness.ts';
import { independentCount } from './independent-count.ts';

/** All rows of a table of cases, or the first `few` in the short form. */
export const cases = <T>(rows: readonly T[], few: number): readonly T[] => (nightly ? rows : rows.slice(0, few));

/** Records of a run in which something dies, and how often it dies. */
export const size = nightly ? { records: 500_000, rate: 10_000, kills: 3 } : { records: 15_000, rate: 3_000, kills: 1 };

/** A pipeline of one topic and one sink `lake`, declared in a file under names that nobody else uses. */
export interface Scenario {
  readonly name: string;
  readonly topic: string;
  /** The whole name of its sink. */
  readonly lake: string;
  readonly file: string;
}

export interface Words {
  /** The contract of its event; null: there is none. */
  readonly event?: string | null;
  readonly partitions?: number;
  /** How many records the generator makes; none: there is no generator. */
  readonly count?: number;
  /** More words of the sink's `hdfs`. */
  readonly hdfs?: string;
}

function yamlOf(name: string, topic: string, words: Words): string {
  const { event = '{ fields: { n: integer, user: string } }', partitions = 3, count, hdfs = 'format: parquet' } = words;
  const fields = '{ n: { sequence: 0 }, user: { ids: [1, 1000], as: "u{0}" } }';
  const datagen = `{ rate: ${size.rate}/s, count: ${count}, seed: 7, fields: ${fields} }`;
  return `pipeline: ${name}
${event === null ? '' : `events:\n  event: ${event}`}
topics:
  ${topic}: { ${event === null ? '' : 'event: event, '}key: user, partitions: ${partitions} }
${count === undefined ? '' : `sources:\n  maker: { to: ${topic}, datagen: ${datagen} }`}
sinks:
  lake: { from: ${topic}, tasks: ${Math.min(partitions, 2)}, hdfs: { path: /${name}, ${hdfs}, roll: { every: 2s } } }
`;
}

/** Writes the scenario's file; with `of`, another version of the same scenario. */
export function declare(prefix: string, words: Words = {}, of?: Scenario): Scenario {
  const name = of?.name ?? uniqueName(prefix);
  const topic = `${name}-events`;
  const file = of?.file ?? join(newDirectory(), 'pipeline.yaml');
  writeFileSync(file, yamlOf(name, topic, words));
  return { name, topic, lake: `${name}.lake`, file };
}

/** Runs `pipeline …`, which must succeed; what it printed. */
export async function pipeline(args: readonly string[], input = ''): Promise<string> {
  const ran = await run(args, { input });
  expect(ran.exitCode, `pipeline ${args.join(' ')}\n${ran.stdout}${ran.stderr}`).toBe(0);
  return ran.stdout;
}

/** Appends records numbered [from, to) to the scenario's topic. */
export async function produce({ topic }: Scenario, from: number, to: number): Promise<void> {
  const lines = Array.from({ length: to - from }, (_, i) => JSON.stringify({ n: from + i, user: `u${i % 100}` }));
  await pipeline(['produce', topic, '--key', 'user'], lines.join('\n'));
}

/** What `pipeline up` recorded, read without the product's code. */
export function cluster(): { addresses: Record<string, string>; processes: { name: string; pid: number }[] } {
  return JSON.parse(readFileSync(join(testCluster().home, 'cluster.json'), 'utf8'));
}

/** The process that `pipeline up` recorded under a name. */
export function pidOf(name: string): number {
  const pid = cluster().processes.find((process) => process.name === name)?.pid;
  if (pid === undefined) throw new Error(`no process ${name}`);
  return pid;
}

/** Whether a process is there. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Sends a signal to a process of the cluster; after SIGKILL, waits until it is gone. */
export async function kill(name: string, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' = 'SIGKILL'): Promise<void> {
  const pid = pidOf(name);
  process.kill(pid, signal);
  if (signal === 'SIGKILL') await eventually(`the death of ${name}`, async () => (lives(pid) ? undefined : true));
}

/** Starts again what died, as a user would. */
export const heal = () => pipeline(['up']);

interface Status {
  readonly connectors: readonly { name: string; condition: string; tasks: { state: string; trace?: string }[] }[];
}

/** Waits until a connector is in one of `conditions`; the traces of its tasks. */
export function condition(connector: string, conditions: readonly string[], seconds = 240): Promise<string> {
  return eventually(
    `${connector} ${conditions.join(' or ')}`,
    async () => {
      const { stdout, stderr } = await run(['status', connector.slice(0, connector.indexOf('.')), '-o', 'json']);
      if (stdout === '') throw new Error(stderr);
      const { connectors }: Status = JSON.parse(stdout);
      const found = connectors.find(({ name }) => name === connector);
      if (found === undefined || !conditions.includes(found.condition)) throw new Error(stdout);
      return found.tasks.map(({ trace }) => trace ?? '').join('\n');
    },
    seconds,
  );
}

interface Proof {
  readonly sinks: readonly {
    partitions: Record<'records' | 'stored' | 'missing' | 'duplicates' | 'changed' | 'deadLettered' | 'lag', number>[];
    findings: { kind: string; failure: boolean; range?: { from: number; to: number } }[];
  }[];
}

/** `verify --deep` waits for the sink and must succeed; its sums and findings. */
export async function verified({ file }: Scenario) {
  const { sinks }: Proof = JSON.parse(await pipeline(['verify', file, '--deep', '--wait', '240s', '-o', 'json']));
  const partitions = sinks.flatMap((sink) => sink.partitions);
  const sum = (of: keyof (typeof partitions)[number]) => partitions.reduce((total, one) => total + one[of], 0);
  return {
    sums: {
      records: sum('records'),
      stored: sum('stored'),
      deadLettered: sum('deadLettered'),
      missing: sum('missing'),
      twice: sum('duplicates') + sum('changed'),
    },
    findings: sinks.flatMap(({ findings }) => findings),
  };
}

/** Both `verify --deep` and the independent count say: each of `records` is in a file once, or a dead letter. */
export async function expectExactlyOnce(scenario: Scenario, records: number, deadLettered = 0): Promise<void> {
  const expected = { records, stored: records - deadLettered, deadLettered, missing: 0, twice: 0 };
  const { sums, findings } = await verified(scenario);
  expect(findings.filter(({ failure }) => failure)).toEqual([]);
  expect(sums).toEqual(expected);
  const { addresses } = cluster();
  const counted = await independentCount({
    bootstrapServers: addresses.kafka ?? '',
    webhdfs: addresses.webhdfs ?? '',
    user: 'test',
    topic: scenario.topic,
    directory: `/${scenario.name}/${scenario.topic}`,
    deadLetters: `${scenario.lake}.dead-letters`,
  });
  expect(counted).toEqual(expected);
}

/** Takes the scenario away with all it stored. */
export const remove = ({ name }: Scenario) => pipeline(['delete', name, '--purge', '--yes']);
