import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa, type Options } from 'execa';
import type { Context } from '../../src/base/context.ts';
import { ensureJars } from '../../src/processes/jars.ts';
import { findJdk } from '../../src/processes/java.ts';
import { checkout } from '../../src/target/checkout.ts';
import { add, type Counts, countSurefire, countVitest, none } from './counts.ts';

/** One step of `npm test`: what is told while it runs, and its work. `skip` is the reason why it has nothing to do. */
export interface Step {
  readonly name: string;
  skip?(context: Context): Promise<string | undefined>;
  run(context: Context): Promise<Counts>;
}

const reports = join(checkout, 'target', 'test-reports');
const one = (passed: boolean): Counts => (passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Runs a tool of this checkout under this Node, its output shown; true when it exits with 0. */
async function tool(command: string, args: readonly string[], context: Context, more: Options = {}): Promise<boolean> {
  const path = `${dirname(process.execPath)}${delimiter}${context.environment.PATH ?? ''}`;
  const { exitCode } = await execa(command, args, {
    cwd: checkout,
    preferLocal: true,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
    ...more,
    env: { PATH: path, ...(context.output.colour ? {} : { NO_COLOR: '1' }), ...more.env },
  });
  return exitCode === 0;
}

/**
 * A project of vitest.config.ts. Counts a run that ended without a report, or without success, as failed. It writes through a pipe:
 * several may run at once, and each would draw over the terminal.
 */
async function vitest(project: string, context: Context, env: NodeJS.ProcessEnv = {}, whole = false): Promise<Counts> {
  const report = join(reports, `${project}.json`);
  mkdirSync(reports, { recursive: true });
  rmSync(report, { force: true });
  const args = ['run', '--project', project, '--passWithNoTests', '--reporter=default', '--reporter=json'];
  const fine = await tool('vitest', [...args, `--outputFile.json=${report}`], context, {
    stdout: ['pipe', 'inherit'],
    env: { ...env, ...(context.output.colour && { FORCE_COLOR: '1' }) },
  });
  const counts = existsSync(report) ? countVitest(readFileSync(report, 'utf8'), whole) : none;
  return fine || counts.failed > 0 ? counts : add(counts, one(false));
}

/** Maven modules of ours that have tests. */
const modules = ['connectors', 'hadoop/mapreduce'];

async function java(context: Context): Promise<Counts> {
  await findJdk(context.environment);
  const folders = modules.map((module) => join(checkout, module, 'target', 'surefire-reports'));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  // Its jars go aside, so that a running worker keeps those it was started with.
  const jars = `-Djars=${join(checkout, 'target', 'jars.test')}`;
  const args = ['-q', '-B', jars, '-Pyarn', '-pl', modules.join(','), '-am', 'test'];
  const fine = await tool('mvn', args, context);
  const suites = folders.flatMap((folder) => globSync('TEST-*.xml', { cwd: folder }).map((file) => join(folder, file)));
  const counts = suites.map((file) => countSurefire(readFileSync(file, 'utf8'))).reduce(add, none);
  return fine || counts.failed > 0 ? counts : add(counts, one(false));
}

const missing = async (folder: string) =>
  globSync('**/*.test.ts', { cwd: join(checkout, folder) }).length === 0 ? `${folder} holds no tests` : undefined;

async function dockerAnswers(context: Context): Promise<boolean> {
  return tool('docker', ['info'], context, { stdout: 'ignore', stderr: 'ignore' }).catch(() => false);
}

async function compose(context: Context): Promise<Counts> {
  // Docker is here, so nothing there may be left out.
  if (await dockerAnswers(context)) return vitest('compose', context, {}, true);
  context.messages.write('Docker does not answer. Start it, or say PIPELINE_NO_DOCKER=1 to go without these tests.\n');
  return one(false);
}

/** Two clusters, YARN and Spark, and what the system needs besides. */
const ROOM_FOR_TWO = 12 * 2 ** 30;

/** What `npm test` does, in this order; steps that stand together run side by side, for they mostly wait for their clusters. */
export const steps: readonly (readonly Step[])[] = [
  [{ name: 'types', run: async (context) => one(await tool('tsc', [], context)) }],
  [{ name: 'format and lint', run: async (context) => one(await tool('biome', ['check'], context)) }],
  [
    {
      name: 'directions of imports',
      run: async (context) => one(await tool('depcruise', ['src', '--ignore-known'], context)),
    },
  ],
  [{ name: 'dead code', run: async (context) => one(await tool('knip', [], context)) }],
  [{ name: 'unit tests', run: (context) => vitest('unit', context) }],
  [
    {
      name: 'jars',
      run: async (context) => {
        await ensureJars(['kafka', 'hadoop', 's3', 'connectors'], context);
        return one(true);
      },
    },
  ],
  [{ name: 'Java tests', run: java }],
  ...apart([
    { name: 'cluster tests', run: (context) => vitest('cluster', context) },
    {
      name: 'fault tests, short form',
      skip: () => missing('test/faults'),
      run: (context) => vitest('faults', context, { PIPELINE_FAULTS: context.environment.PIPELINE_FAULTS ?? 'short' }),
    },
  ]),
  [
    {
      name: 'compose tests',
      skip: async ({ environment }) =>
        environment.PIPELINE_NO_DOCKER === '1' ? 'PIPELINE_NO_DOCKER=1' : missing('test/compose'),
      run: compose,
    },
  ],
];

/** Steps that run side by side where the machine has room for it, and one after the other where it has not. */
function apart(together: readonly Step[]): readonly (readonly Step[])[] {
  return totalmem() >= ROOM_FOR_TWO && availableParallelism() > 1 ? [together] : together.map((step) => [step]);
}
