import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import { Postgres } from '../src/clients/postgres/client.ts';
import { database } from '../src/target/embedded.ts';
import { readRecord } from '../src/target/record.ts';
import { readSecrets } from '../src/target/secrets.ts';
import type { BenchContext } from './bench.ts';
import { TICKS } from './process-start.ts';
import type { Worker } from './worker.ts';

export interface Database {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** The database of the bench's cluster, as a sink is told it. */
export function databaseOf({ cluster }: BenchContext): Database {
  const { address, credentialsFile } = cluster?.postgres ?? {};
  if (address === undefined || credentialsFile === undefined) throw new Error('this bench needs PostgreSQL');
  const { PG_PASSWORD: password = '' } = readSecrets(credentialsFile);
  return { url: `jdbc:postgresql://${address}/${database}`, user: database, password };
}

export interface Rows {
  /** From the assignment of the partitions to the last row. */
  readonly seconds: number;
  /** Processor seconds of the worker, and of PostgreSQL's processes. */
  readonly worker: number;
  readonly server: number;
}

/** Milliseconds between two looks at how many rows there are. */
const LOOK = 250;

/** One sink's way of a topic into a table, by a connector that exists only meanwhile. */
export async function storeRows(
  setting: BenchContext,
  worker: Worker,
  sink: { readonly name: string; readonly table: string; readonly config: Readonly<Record<string, string>> },
  records: number,
): Promise<Rows> {
  const url = setting.cluster?.connect.url ?? '';
  const { user, password } = databaseOf(setting);
  const [host = '', port = ''] = (setting.cluster?.postgres?.address ?? '').split(':');
  const client = await Postgres.connect({ host, port: Number(port), database, user, password });
  const postmaster = processOf(setting, 'postgres');
  try {
    const before = { worker: worker.processorTime(), server: family(postmaster) };
    const began = Date.now();
    await axios.put(`${url}/connectors/${sink.name}/config`, { ...sink.config, name: sink.name });
    // The statistics of the server come up to 10 s late.
    const there = async () => {
      const [[name] = []] = await client.rows('SELECT to_regclass($1)', [sink.table]);
      return name === null ? 0 : Number((await client.rows(`SELECT count(*) FROM "${sink.table}"`))[0]?.[0]);
    };
    while ((await there()) < records) await wait(LOOK);
    const seconds = (Date.now() - worker.assignedAt(sink.name, began)) / 1000;
    const [[count] = []] = await client.rows(`SELECT count(*) FROM "${sink.table}"`);
    if (Number(count) !== records) throw new Error(`${sink.name} stored ${count} rows of ${records}`);
    return {
      seconds,
      worker: worker.processorTime() - before.worker,
      server: family(postmaster) - before.server,
    };
  } finally {
    await axios.delete(`${url}/connectors/${sink.name}`).catch(() => undefined);
    await client.close();
  }
}

function processOf({ home }: BenchContext, name: string): number {
  const found = readRecord(join(home, 'cluster.json')).processes.find((process) => process.name === name);
  if (found === undefined) throw new Error(`the bench cluster has no ${name}`);
  return found.pid;
}

/** Processor seconds of a process, of its children that ended and of those that live. */
function family(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return [String(pid), ...children].reduce((sum, each) => sum + ticks(each), 0) / TICKS;
}

function ticks(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
  } catch {
    return 0;
  }
}
