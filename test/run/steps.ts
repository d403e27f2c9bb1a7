import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { execa, type Options } from 'execa';
import type { Context } from '../../src/base/context.ts';
import { ensureJars, jarsParts } from '../../src/processes/jars.ts';
import { findJdk } from '../../src/processes/java.ts';
import { checkout } from '../../src/target/checkout.ts';
import { ensureBrowser } from './browser.ts';
import { add, type Counts, countSurefire, countVitest, none } from './counts.ts';
import type { FileTime } from './slowest.ts';

/** One step of `npm test`: what is told while it runs, and its work. `skip` is the reason why it has nothing to do. */
export interface Step {
  readonly name: string;
  skip?(context: Context): string | undefined;
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

/** Where a project of vitest.config.ts leaves the times of its files. */
const timesOf = (project: string) => join(reports, `${project}.times.json`);

/** Removes what former runs left. */
export const removeReports = (): void => rmSync(reports, { recursive: true, force: true });

/** How long each test file of this run took. */
export const fileTimes = (): readonly FileTime[] =>
  globSync(timesOf('*')).flatMap((file): readonly FileTime[] => JSON.parse(readFileSync(file, 'utf8')));

/**
 * A project of vitest.config.ts. Counts a run that ended without a report, or without success, as failed. It writes
 * through a pipe: several may run at once, and each would draw over the terminal.
 */
async function vitest(project: string, context: Context, env: NodeJS.ProcessEnv = {}, whole = false): Promise<Counts> {
  const report = join(reports, `${project}.json`);
  mkdirSync(reports, { recursive: true });
  const reporters = ['default', 'json', './test/run/file-times.ts'].map((name) => `--reporter=${name}`);
  const args = ['run', '--project', project, '--passWithNoTests', ...reporters, `--outputFile.json=${report}`];
  const fine = await tool('vitest', args, context, {
    stdout: ['pipe', 'inherit'],
    env: { ...env, PIPELINE_TEST_TIMES: timesOf(project), ...(context.output.colour && { FORCE_COLOR: '1' }) },
  });
  const counts = existsSync(report) ? countVitest(readFileSync(report, 'utf8'), whole) : none;
  return fine || counts.failed > 0 ? counts : add(counts, one(false));
}

/** Every Java source of the checkout at once, without a walk through the modules. */
const javaFormat = ['-q', '-B', '-N', 'spotless:check'];

/** Maven modules of ours that have tests. */
const modules = ['connectors', 'hadoop/mapreduce'];

async function java(context: Context, nightly: boolean): Promise<Counts> {
  await findJdk(context.environment);
  const folders = modules.map((module) => join(checkout, module, 'target', 'surefire-reports'));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  // Its jars go aside, so that a running worker keeps those it was started with.
  const jars = `-Djars=${join(checkout, 'target', 'jars.test')}`;
  const jvm = nightly ? ['-DargLine='] : [];
  const args = ['-q', '-B', jars, ...jvm, '-Pyarn', '-pl', modules.join(','), '-am', 'test'];
  const fine = await tool('mvn', args, context);
  const suites = folders.flatMap((folder) => globSync('TEST-*.xml', { cwd: folder }).map((file) => join(folder, file)));
  const counts = suites.map((file) => countSurefire(readFileSync(file, 'utf8'))).reduce(add, none);
  return fine || counts.failed > 0 ? counts : add(counts, one(false));
}

async function dockerAnswers(context: Context): Promise<boolean> {
  return tool('docker', ['info'], context, { stdout: 'ignore', stderr: 'ignore' }).catch(() => false);
}

/** A project that needs Docker. */
async function onDocker(project: string, context: Context, env: NodeJS.ProcessEnv): Promise<Counts> {
  // Docker is here, so nothing there may be left out.
  if (await dockerAnswers(context)) return vitest(project, context, env, true);
  context.messages.write('Docker does not answer. Start it, or say PIPELINE_NO_DOCKER=1 to go without these tests.\n');
  return one(false);
}

const withoutDocker = ({ environment }: Context) =>
  environment.PIPELINE_NO_DOCKER === '1' ? 'PIPELINE_NO_DOCKER=1' : undefined;

/** Fetches and builds within an image what `npm test` has built already: ten minutes of a machine. */
const imagesByMaven = (env: NodeJS.ProcessEnv): Step => ({
  name: 'images built by Maven',
  skip: withoutDocker,
  run: (context) => onDocker('images', context, env),
});

const browser: Step = {
  name: 'a browser',
  skip: ({ environment }) => (environment.PIPELINE_NO_BROWSER === '1' ? 'PIPELINE_NO_BROWSER=1' : undefined),
  run: async (context) => one(await ensureBrowser(context)),
};

const checks: readonly Step[] = [
  { name: 'types', run: async (context) => one(await tool('tsc', [], context)) },
  { name: 'format and lint', run: async (context) => one(await tool('biome', ['check'], context)) },
  { name: 'format of Java', run: async (context) => one(await tool('mvn', javaFormat, context)) },
  {
    name: 'directions of imports',
    run: async (context) => one(await tool('depcruise', ['src', '--ignore-known'], context)),
  },
  { name: 'dead code', run: async (context) => one(await tool('knip', [], context)) },
];

const jars: Step = {
  name: 'jars',
  run: async (context) => {
    // All of them by one run of Maven, before anything else builds in the same folders.
    await ensureJars(jarsParts, context);
    return one(true);
  },
};

const jarVersions: Step = {
  name: 'one version of each library',
  run: async (context) => one(await tool('node', ['test/run/check-jars.ts'], context)),
};

/**
 * What `npm test` does, in this order; steps that stand together run side by side. `nightly` is its long form, with
 * more faults and records, JVMs as users have them, and every command a process of its own.
 */
export function stepsOf(nightly: boolean): readonly (readonly Step[])[] {
  const env = nightly ? { PIPELINE_TESTS: 'nightly' } : {};
  return [
    checks,
    [jars, browser],
    [jarVersions],
    // Maven's tests leave a processor free most of the time.
    [
      { name: 'unit tests', run: (context) => vitest('unit', context) },
      { name: 'Java tests', run: (context) => java(context, nightly) },
    ],
    [
      {
        name: `cluster and fault tests${nightly ? '' : ', short form'}`,
        run: (context) => vitest('lanes', context, env),
      },
      ...(nightly ? [imagesByMaven(env)] : []),
    ],
    [{ name: 'compose tests', skip: withoutDocker, run: (context) => onDocker('compose', context, env) }],
  ];
}
