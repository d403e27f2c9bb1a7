import { join } from 'node:path';
import { checkout, jarsFolder } from '../../../target/checkout.ts';

const packages = [
  ...['java.lang', 'java.lang.invoke', 'java.lang.reflect', 'java.io', 'java.net', 'java.nio', 'java.util'],
  ...['java.util.concurrent', 'java.util.concurrent.atomic', 'jdk.internal.ref', 'sun.nio.ch', 'sun.nio.cs'],
  ...['sun.security.action', 'sun.util.calendar'],
];

/** What Spark 4 needs of a JDK 17's own packages. */
export const opens = packages.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
const main = 'pipeline.spark.Main';
const classPath = join(jarsFolder, 'spark', '*');
const logging = `-Dlog4j2.configurationFile=${join(checkout, 'hadoop', 'conf', 'log4j2-spark.properties')}`;

/** Arguments of `java` for a job in this machine's own process. `memory`: bytes of heap. */
export const runArguments = (memory: number, tmp: string, request: string): readonly string[] => [
  `-Xmx${Math.ceil(memory / 2 ** 20)}m`,
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.net.preferIPv4Stack=true',
  `-Djava.io.tmpdir=${tmp}`,
  logging,
  ...opens,
  '-cp',
  classPath,
  main,
  'run',
  request,
];

/** Arguments of `java` for the check of a job's SQL: as quick to start as it gets. */
export const checkArguments = (request: string): readonly string[] => [
  ...['-Xmx384m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'],
  logging,
  ...opens,
  '-cp',
  classPath,
  main,
  'check',
  request,
];
