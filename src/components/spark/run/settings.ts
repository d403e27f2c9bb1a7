import { join } from 'node:path';
import type { ClusterAddresses } from '../../../target/addresses.ts';
import type { Home } from '../../../target/home.ts';
import { nameNodeSettings } from '../../../target/name-nodes.ts';
import { allowedAddresses } from './kafka-settings.ts';
import type { SparkWork } from './work.ts';

/** Of everything: UTC, columns as the sink writes them, no web page, one try (docs/spark.md says why). */
const always = {
  'spark.ui.enabled': 'false',
  'spark.sql.session.timeZone': 'UTC',
  // nanoseconds are numbers to Spark, whose times have microseconds
  'spark.sql.legacy.parquet.nanosAsLong': 'true',
  // Hadoop's own codec for `.zst` needs a native library
  'spark.hadoop.io.compression.codecs': 'io.airlift.compress.zstd.ZstdCodec',
  'spark.sql.parquet.outputTimestampType': 'TIMESTAMP_MICROS',
  'spark.task.maxFailures': '1',
  'spark.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms': '10',
};

/** Whether the cluster is of this machine alone. */
export const isHere = ({ hdfs }: ClusterAddresses): boolean =>
  hdfs === undefined || /^hdfs:\/\/(127\.|localhost)/.test(hdfs.uri);

/** A driver, and executors on YARN, whose machine knows itself by no other name. */
const loopback = {
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
};
const loopbackOnYarn = Object.fromEntries(
  ['spark.yarn.appMasterEnv', 'spark.executorEnv'].flatMap((prefix) => [
    [`${prefix}.SPARK_LOCAL_IP`, '127.0.0.1'],
    [`${prefix}.SPARK_LOCAL_HOSTNAME`, '127.0.0.1'],
  ]),
);

/** With the driver here, an application's master only asks for executors. */
const smallMaster = { 'spark.yarn.am.memory': '384m', 'spark.yarn.am.memoryOverhead': '128m' };

const nameNodes = (hdfs: NonNullable<ClusterAddresses['hdfs']>) =>
  Object.fromEntries(Object.entries(nameNodeSettings(hdfs)).map(([key, value]) => [`spark.hadoop.${key}`, value]));

/** The `spark.*` settings of a job that runs with `master`. */
export function sparkSettings(
  master: string,
  { resources }: SparkWork,
  cluster: ClusterAddresses,
  home: Home,
): Readonly<Record<string, string>> {
  const { cores, memory, executors } = resources;
  const local = master.startsWith('local');
  const allowed = allowedAddresses(cluster.kafka);
  return {
    ...always,
    'spark.master': local ? `local[${cores}]` : master,
    'spark.sql.shuffle.partitions': String(cores * executors),
    ...(cluster.hdfs === undefined
      ? {}
      : {
          'spark.hadoop.fs.defaultFS': cluster.hdfs.uri,
          'spark.hadoop.dfs.replication': String(cluster.defaults.replication),
          ...nameNodes(cluster.hdfs),
        }),
    ...(local
      ? {
          ...loopback,
          'spark.local.dir': join(home.tmp, 'spark'),
          'spark.sql.warehouse.dir': join(home.tmp, 'spark', 'warehouse'),
        }
      : {
          ...(isHere(cluster) ? { ...loopback, ...loopbackOnYarn } : {}),
          ...smallMaster,
          ...(allowed.length === 0 ? {} : { 'spark.executor.extraJavaOptions': allowed.join(' ') }),
          'spark.executor.instances': String(executors),
          'spark.executor.cores': String(cores),
          'spark.executor.memory': `${Math.ceil(memory / 2 ** 20)}m`,
        }),
  };
}
