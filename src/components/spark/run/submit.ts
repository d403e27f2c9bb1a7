import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Context } from '../../../base/context.ts';
import { RefusedError } from '../../../base/errors.ts';
import { find } from '../../../processes/java.ts';
import type { ClusterAddresses } from '../../../target/addresses.ts';
import { checkout, jarsFolder } from '../../../target/checkout.ts';
import type { SparkWork } from './work.ts';

/** Jars that a distribution of Spark lacks: the runner, and Spark's Avro and Kafka connectors with what these need. */
const ours = [
  'spark-runner-*',
  'spark-avro_*',
  'spark-sql-kafka-0-10_*',
  'spark-token-provider-kafka-0-10_*',
  'kafka-clients-*',
  'commons-pool2-*',
];
const configuration = join(checkout, 'hadoop', 'conf');
const logging = `-Dlog4j2.configurationFile=${join(configuration, 'log4j2-spark.properties')}`;
const main = 'pipeline.spark.Main';

/** `spark-submit` of SPARK_HOME, or of the PATH. Throws RefusedError where there is none. */
export function findSparkSubmit({ environment }: Pick<Context, 'environment'>): string {
  const { SPARK_HOME: home } = environment;
  const found = home === undefined ? find('spark-submit', environment) : resolve(home, 'bin', 'spark-submit');
  if (found !== undefined && existsSync(found)) return found;
  throw new RefusedError(
    home === undefined
      ? 'Jobs of Spark on YARN need a Spark 4.0 of this machine'
      : `SPARK_HOME has no bin/spark-submit: ${home}`,
    { hint: 'Install Spark 4.0.0, or `pip install pyspark==4.0.0`, and set SPARK_HOME to it.' },
  );
}

/**
 * Arguments of `spark-submit` by which a driver on this machine takes executors of YARN.
 *
 * @param flags of the driver's Java, beside its log
 * @param jarsHere Spark's own folder, where YARN's nodes are this machine too and need not be sent its jars
 */
export function submitArguments(
  { resources }: SparkWork,
  request: string,
  flags: readonly string[],
  jarsHere?: string,
): readonly string[] {
  const folder = join(jarsFolder, 'spark');
  const jars = globSync(ours, { cwd: folder }).map((name) => join(folder, name));
  const runner = jars.find((jar) => jar.includes('spark-runner-')) ?? '';
  return [
    ...['--master', 'yarn', '--deploy-mode', 'client', '--class', main],
    ...['--driver-memory', `${Math.ceil(resources.memory / 2 ** 20)}m`],
    ...(jarsHere === undefined ? [] : ['--conf', `spark.yarn.jars=local:${join(jarsHere, 'jars')}/*`]),
    ...['--jars', jars.filter((jar) => jar !== runner).join(',')],
    ...['--driver-java-options', [logging, ...flags].join(' ')],
    ...[runner, 'run', request],
  ];
}

/** What `spark-submit` and our site files take from the environment. Throws RefusedError where there is no YARN. */
export function submitEnvironment({ name, hdfs, yarn }: ClusterAddresses): Readonly<Record<string, string>> {
  if (hdfs === undefined || yarn === undefined) {
    throw new RefusedError(`Cluster ${name} has no YARN`, {
      hint: 'Start it with `pipeline up --with yarn`, or add `yarn` to the cluster’s file.',
    });
  }
  const namenode = new URL(hdfs.uri.replace(/^hdfs:/, 'http:'));
  const manager = new URL(`http://${yarn.resourceManager}`);
  return {
    HADOOP_CONF_DIR: yarn.configuration ?? configuration,
    NAMENODE_HOST: namenode.hostname,
    NAMENODE_PORT: namenode.port === '' ? '8020' : namenode.port,
    RESOURCEMANAGER_HOST: manager.hostname,
    RESOURCEMANAGER_PORT: manager.port === '' ? '8032' : manager.port,
  };
}
