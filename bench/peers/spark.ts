import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { memoryOf } from '../../src/base/process-identity.ts';
import { columnsOf } from '../../src/components/spark/run/columns.ts';
import { opens } from '../../src/components/spark/run/java.ts';
import { parseContract } from '../../src/language/contract-json.ts';
import { ensureJars } from '../../src/processes/jars.ts';
import { findJdk } from '../../src/processes/java.ts';
import { checkout, jarsFolder } from '../../src/target/checkout.ts';
import type { SinkPeer } from '../bench.ts';

/** Threads, as many as this machine has cores; the heap is that of our worker. */
const CORES = 2;
const flags = ['-Xmx1g', '-XX:+UseParallelGC', '-Djava.net.preferIPv4Stack=true'];

/** No web page, columns as our sink writes them, and HDFS asked as soon again as our sink asks it. */
const settings = {
  'spark.master': `local[${CORES}]`,
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.ui.enabled': 'false',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.shuffle.partitions': String(CORES),
  'spark.sql.parquet.outputTimestampType': 'TIMESTAMP_MICROS',
  'spark.hadoop.dfs.replication': '1',
  'spark.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms': '2',
};

interface Line {
  readonly records?: number;
  readonly seconds?: number;
  readonly processorSeconds?: number;
  readonly sinceStart?: number;
  readonly stored?: number;
}

/** Spark Structured Streaming as one would write it by hand (SparkParquet.java), one session for all the times. */
export const peer: SinkPeer = {
  name: 'Spark Structured Streaming',

  async store({ topic, directory, contract, records, times }, { context, cluster }) {
    if (cluster?.hdfs === undefined) throw new Error('this bench needs HDFS');
    await ensureJars(['spark'], context);
    const { java } = await findJdk(context.environment);
    const folder = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const jars = join(jarsFolder, 'spark', '*');
    const event = parseContract(contract);
    if (event === undefined) throw new Error(`the contract cannot be read: ${contract}`);
    const source = join(checkout, 'bench', 'peers', 'SparkParquet.java');
    try {
      mkdirSync(join(folder, 'classes'));
      await execa(join(dirname(java), 'javac'), ['-d', join(folder, 'classes'), '-cp', jars, source]);
      const properties = {
        ...settings,
        'java.io.tmpdir': folder,
        'spark.local.dir': folder,
        'spark.sql.warehouse.dir': join(folder, 'warehouse'),
        'spark.hadoop.fs.defaultFS': cluster.hdfs.uri,
        'log4j2.configurationFile': join(checkout, 'hadoop', 'conf', 'log4j2-spark.properties'),
      };
      const args = [
        ...flags,
        ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
        ...opens,
        ...['-cp', `${join(folder, 'classes')}:${jars}`, 'SparkParquet'],
        ...[cluster.kafka.bootstrapServers, topic, columnsOf(event), String(times), directory],
      ];
      const environment = { ...context.environment, SPARK_LOCAL_IP: '127.0.0.1', HADOOP_USER_NAME: cluster.hdfs.user };
      const { lines, memory } = await watched(java, args, environment);
      const runs = lines.filter((line) => line.seconds !== undefined);
      const stored = lines.flatMap((line) => line.stored ?? []);
      if (stored.length !== times || stored.some((count) => count !== records)) {
        throw new Error(`Spark stored ${stored.join(', ')} of ${records} records`);
      }
      const [first] = runs;
      return {
        batches: runs.map(({ seconds = Number.NaN, processorSeconds = Number.NaN }) => ({ seconds, processorSeconds })),
        whole: { seconds: first?.at ?? Number.NaN, processorSeconds: first?.sinceStart ?? Number.NaN },
        memory,
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/**
 * What a process prints, each line with the seconds since its start, and its largest resident size until it has printed
 * the last measurement.
 */
async function watched(command: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  const began = performance.now();
  const child = spawn(command, args, { env: { ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: (Line & { readonly at: number })[] = [];
  let memory = 0;
  const look = setInterval(() => {
    memory = Math.max(memory, (memoryOf(child.pid ?? 0) ?? 0) / 2 ** 20);
  }, 100);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said: Line = JSON.parse(line);
    lines.push({ ...said, at: (performance.now() - began) / 1000 });
    if (said.stored !== undefined) clearInterval(look);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`Spark ended with code ${code}`);
  return { lines, memory };
}
