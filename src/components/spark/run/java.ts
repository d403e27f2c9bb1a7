import { join } from 'node:path';
import { classArchiveFlags } from '../../../processes/class-archive.ts';
import { checkout, jarsFolder } from '../../../target/checkout.ts';

const packages = [
  ...['java.lang', 'java.lang.invoke', 'java.lang.reflect', 'java.io', 'java.net', 'java.nio', 'java.util'],
  ...['java.util.concurrent', 'java.util.concurrent.atomic', 'jdk.internal.ref', 'sun.nio.ch', 'sun.nio.cs'],
  ...['sun.security.action', 'sun.util.calendar'],
];

/** What Spark 4 needs of a JDK 17's own packages. */
export const opens = packages.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
const main = 'pipeline.spark.Main';
const jars = join(jarsFolder, 'spark');
const classPath = join(jars, '*');
const logging = `-Dlog4j2.configurationFile=${join(checkout, 'hadoop', 'conf', 'log4j2-spark.properties')}`;

/** A job as a process of this machine's own, with these `-D` flags more. `memory`: bytes of heap. */
export const runArguments = (
  java: string,
  memory: number,
  tmp: string,
  request: string,
  flags: readonly string[],
): readonly string[] => [
  ...classArchiveFlags(java, jars, 'spark-run'),
  `-Xmx${Math.ceil(memory / 2 ** 20)}m`,
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.net.preferIPv4Stack=true',
  `-Djava.io.tmpdir=${tmp}`,
  logging,
  ...flags,
  ...opens,
  '-cp',
  classPath,
  main,
  'run',
  request,
];

/** The check of a job's SQL: as quick to start as it gets. */
export const checkArguments = (java: string, request: string): readonly string[] => [
  ...classArchiveFlags(java, jars, 'spark-check'),
  ...['-Xmx384m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'],
  logging,
  ...opens,
  '-cp',
  classPath,
  main,
  'check',
  request,
];
