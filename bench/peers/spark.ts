import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf } from '../../src/cluster/home.ts';
import { memoryOf } from '../../src/cluster/identity.ts';
import { ensureJars } from '../../src/cluster/jars.ts';
import { findJdk } from '../../src/cluster/java.ts';
import { runArguments } from '../../src/jobs/spark/java.ts';
import { sparkRequest } from '../../src/jobs/spark/request.ts';
import { sparkSettings } from '../../src/jobs/spark/settings.ts';
import { readContract } from '../../src/verify/read-contract.ts';
import type { SinkPeer } from '../bench.ts';

const TICKS = 100;
const CORES = 2;
const GIBIBYTE = 2 ** 30;

/** Spark Structured Streaming with the trigger AvailableNow: one process, from its start to its end, with as many threads as this machine has cores. */
export const peer: SinkPeer = {
  name: 'Spark Structured Streaming',

  async store(topic, directory, event, { context, home, cluster }) {
    if (cluster === undefined) throw new Error('this bench needs a cluster');
    await ensureJars(['spark'], context);
    const { java } = await findJdk(context.environment);
    const work = { every: 1, resources: { cores: CORES, memory: GIBIBYTE, executors: 1 } };
    const contract = readContract(event);
    const job = {
      name: 'bench.spark',
      kind: 'spark',
      run: 'streaming',
      digest: '',
      spec: {
        from: [{ topic, ...(contract === undefined ? {} : { event: contract }) }],
        files: { store: 'hdfs', path: directory, format: 'parquet' },
        work,
      },
    } as const;
    const place = { ...homeOf({ directory: home, environment: { PIPELINE_HOME: home } }) };
    const settings = sparkSettings('local', work, cluster, place);
    const request = { ...sparkRequest(job, work, new Map(), cluster, settings), every: 0 };
    const file = join(home, 'jobs', 'bench.spark.json');
    mkdirSync(join(home, 'jobs'), { recursive: true });
    writeFileSync(file, JSON.stringify(request));
    return await measured(java, runArguments(GIBIBYTE, place.tmp, file), {
      ...context.environment,
      SPARK_LOCAL_IP: '127.0.0.1',
      HADOOP_USER_NAME: cluster.hdfs?.user,
    });
  },
};

async function measured(java: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  const began = performance.now();
  const child = spawn(java, args, { env: { ...env }, stdio: ['pipe', 'ignore', 'inherit'] });
  const { pid = 0 } = child;
  let [processorSeconds, memory] = [0, 0];
  const look = setInterval(() => {
    processorSeconds = Math.max(processorSeconds, processorTime(pid));
    memory = Math.max(memory, (memoryOf(pid) ?? 0) / 2 ** 20);
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`Spark ended with code ${code}`);
  return { seconds: (performance.now() - began) / 1000, processorSeconds, memory };
}

/** Seconds; 0 when the process is gone. */
function processorTime(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}
