import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import { memoryOf } from '../src/base/process-identity.ts';
import { startCluster } from '../src/embedded/start.ts';
import type { ClusterAddresses } from '../src/target/addresses.ts';
import { homeOf } from '../src/target/home.ts';
import { readRecord } from '../src/target/record.ts';
import type { BenchContext } from './bench.ts';
import { startOf, TICKS } from './process-start.ts';

interface Offsets {
  readonly offsets: readonly { readonly offset: Readonly<Record<string, unknown>> }[];
}

/** The Connect worker of the bench's cluster, asked with as little work for the machine as can be. */
export class Worker {
  readonly #url: string;
  readonly #log: string;
  readonly #pid: number;

  constructor(cluster: ClusterAddresses, home: string) {
    const process = readRecord(join(home, 'cluster.json')).processes.find(({ name }) => name === 'connect');
    if (process === undefined) throw new Error('the bench cluster has no worker');
    this.#url = cluster.connect.url;
    this.#log = process.log;
    this.#pid = process.pid;
  }

  /** Ends the worker and starts another in its place. */
  async startedAnew({ context, cluster, home }: BenchContext): Promise<Worker> {
    process.kill(this.#pid, 'SIGTERM');
    while (memoryOf(this.#pid) !== undefined) await wait(50);
    await startCluster(new Set(), homeOf(context), context);
    return Worker.of({ context, home, ...(cluster !== undefined && { cluster }) });
  }

  static of({ cluster, home }: BenchContext): Worker {
    if (cluster === undefined) throw new Error('this bench needs a cluster');
    return new Worker(cluster, home);
  }

  async setState(connector: string, verb: 'resume' | 'stop'): Promise<void> {
    await axios.put(`${this.#url}/connectors/${connector}/${verb}`, {});
  }

  /** The committed offsets of a connector, as Connect's REST API shows them; none before the first. */
  async offsets(connector: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { data } = await axios.get<Offsets>(`${this.#url}/connectors/${connector}/offsets`);
    return data.offsets.map(({ offset }) => offset);
  }

  /** One key of a connector's configuration. */
  async setting(connector: string, key: string): Promise<string> {
    const { data } = await axios.get<Readonly<Record<string, string>>>(`${this.#url}/connectors/${connector}/config`);
    return data[key] ?? '';
  }

  /** Waits until a source has made so many records. */
  async finished(connector: string, count: number): Promise<void> {
    while (Number((await this.offsets(connector))[0]?.n ?? 0) < count) await wait(500);
  }

  /** When the process began, in milliseconds since the epoch, to a hundredth of a second. */
  startedAt(): number {
    return startOf(this.#pid);
  }

  /** Processor time so far, in seconds. */
  processorTime(): number {
    const stat = readFileSync(`/proc/${this.#pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Resident size now, in MiB. */
  memory(): number {
    return (memoryOf(this.#pid) ?? 0) / 2 ** 20;
  }

  /** When the first of a sink's consumers was given partitions since then, both in milliseconds since the epoch. */
  assignedAt(connector: string, since: number): number {
    const lines = readFileSync(this.#log, 'utf8').split('\n');
    const times = lines
      .filter((text) => text.includes(`groupId=connect-${connector}] Adding newly assigned`))
      .map((line) => Date.parse(line.slice(0, 23).replace(' ', 'T')));
    const first = times.find((time) => time >= since);
    if (first === undefined) throw new Error(`${connector} was never given partitions`);
    return first;
  }
}
