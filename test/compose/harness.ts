import { join } from 'node:path';
import { execa } from 'execa';
import { DockerComposeEnvironment, GenericContainer, Wait } from 'testcontainers';
import { ensureJars } from '../../src/processes/jars.ts';
import { checkout } from '../../src/target/checkout.ts';
import { cli, eventually, newDirectory, testContext } from '../cluster/harness.ts';

/** Built from what is on this machine: neither jars nor packages are fetched from inside a container. */
const environment: Record<string, string> = {
  JARS: 'context',
  MODULES: 'context',
  COMPOSE_PROJECT_NAME: 'pipeline-test',
  // The optimizing compiler never earns what it costs in minutes; the sidecar's Spark has it.
  JVM_FLAGS: '-XX:TieredStopAtLevel=1',
  // What the one-shot `apply` applies by itself, its events sooner.
  PIPELINES: 'config/evenements.yaml config/recommendation.yaml --var rate=5000/s',
  // Nothing can be pulled where a base image is given: everything is built on it.
  ...(process.env.BASE_IMAGE === undefined
    ? {}
    : { NODE_IMAGE: process.env.BASE_IMAGE, POSTGRES_IMAGE: 'pipeline/postgres' }),
};
const home = newDirectory();

/** Builds an image from Debian's packages, for where the official one cannot be pulled. */
export async function buildFromDebian(name: string, baseImage: string): Promise<void> {
  await GenericContainer.fromDockerfile(checkout, join('hadoop', 'docker', `${name}.Dockerfile`))
    .withBuildArgs({ BASE_IMAGE: baseImage })
    .withBuildkit()
    .build(`pipeline/${name}`, { deleteOnExit: false });
}

/** Containers of the whole cluster; `apply` and those that bring jars of engines end by themselves. */
export const services = [
  ...['kafka', 'namenode', 'datanode-1', 'datanode-2', 'connect-1', 'connect-2', 'recommender'],
  ...['s3', 'postgres', 'weather-api', 'resourcemanager', 'nodemanager', 'page', 'registry'],
];

const once = ['apply', 'yarn-jars', 'spark-jars'];

/** Builds the images and brings up every profile; resolves when all health checks say yes. */
export async function startCluster(): Promise<void> {
  await ensureJars(
    ['kafka', 'hadoop', 's3', 'connectors', 'yarn', 'mapreduce', 'spark', 'registry'],
    testContext({ home }),
  );
  if (process.env.BASE_IMAGE !== undefined) await buildFromDebian('postgres', process.env.BASE_IMAGE);
  const compose = new DockerComposeEnvironment(checkout, 'docker-compose.yml')
    .withProjectName('pipeline-test')
    .withEnvironment(environment)
    .withBuild()
    .withProfiles('s3', 'weather-api', 'yarn', 'spark', 'page', 'registry')
    .withStartupTimeout(300_000);
  for (const name of services) compose.withWaitStrategy(`${name}-1`, Wait.forHealthCheck());
  for (const name of once) compose.withWaitStrategy(`${name}-1`, Wait.forOneShotStartup());
  await compose.up();
}

/** `docker …`, and what it printed. */
export async function docker(...args: string[]): Promise<string> {
  return (await execa('docker', args, { env: environment, cwd: checkout })).stdout;
}

/** The container of a service. */
export const container = (service: string): string => `pipeline-test-${service}-1`;

/** `docker kill`, which leaves a process no chance to say goodbye. */
export const kill = (service: string) => docker('kill', container(service));

/** `kill -9` of the driver of a streaming job of Spark, which runs in the sidecar. */
export const killDriver = (job: string) =>
  docker(
    ...['exec', container('recommender'), 'bash', '-c'],
    `for process in /proc/[0-9]*; do
       tr '\\0' ' ' <$process/cmdline | grep -q '[p]ipeline.spark.Main run .*/${job}.json' && kill -9 \${process#/proc/} && exit
     done 2>/dev/null
     exit 1`,
  );

/** Starts a killed container again, which is not ready yet. */
export const start = (service: string) => docker('start', container(service));

/** Starts a killed container again; resolves when it is healthy. */
export async function revive(service: string): Promise<void> {
  await start(service);
  await eventually(
    `${service} is healthy again`,
    async () =>
      (await docker('inspect', '--format', '{{.State.Health.Status}}', container(service))) === 'healthy' || undefined,
    240,
  );
}

/** Runs `pipeline --cluster compose …` from the host, as a user would. */
export async function pipeline(args: readonly string[], directory = checkout) {
  const [file, ...parameters] = cli(['--cluster', 'compose', ...args]);
  return execa(file, parameters, {
    cwd: directory,
    env: { ...environment, PIPELINE_HOME: home },
    input: '',
    reject: false,
  });
}

/** As `pipeline`, and it must succeed; the JSON it printed. */
export async function asked<T>(args: readonly string[]): Promise<T> {
  const { stdout, stderr, exitCode } = await pipeline([...args, '-o', 'json']);
  if (exitCode !== 0) throw new Error(`pipeline ${args.join(' ')} ended with ${exitCode}:\n${stderr}\n${stdout}`);
  return JSON.parse(stdout);
}
