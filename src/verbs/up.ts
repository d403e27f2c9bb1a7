import type { Context } from '../base/context.ts';
import { RefusedError, UnhealthyError, UsageError } from '../base/errors.ts';
import { inspect, type ProcessState } from '../embedded/inspect.ts';
import { calledAs } from '../embedded/service.ts';
import { services } from '../embedded/services/index.ts';
import { startCluster } from '../embedded/start.ts';
import { meant } from '../language/diagnostic.ts';
import { offlineCluster } from '../pipeline/compile/offline-cluster.ts';
import { libraries } from '../processes/libraries.ts';
import { homeOf } from '../target/home.ts';
import { readRecord } from '../target/record.ts';
import { show } from '../ui/show.ts';
import { words } from './flag.ts';
import { composeUp } from './shared/compose.ts';
import { loadDesired } from './shared/desired.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

/** Always there, by whatever process. */
const core = ['kafka', 'connect', 'hdfs'];
const optional = [
  ...new Set(services.filter((service) => service.optional).map(calledAs)),
  ...libraries.map(({ name }) => name),
];

const flags = {
  with: words('<services>', `also start these, separated by commas: ${optional.join(', ')}`, optional),
};

type UpOptions = OptionsOf<typeof flags>;

/**
 * Starts the embedded cluster, or what of it does not run, with the services that `--with` and the pipelines name;
 * or a cluster that Docker Compose runs.
 */
export default defineVerb({
  usage: 'up [files...]',
  summary: 'start the cluster (embedded, or --cluster compose)',
  example: 'pipeline up --with s3',
  flags,
  completes: { files: { from: ['yaml'] } },
  async run(context, files, options) {
    if (options.cluster !== 'embedded') {
      const needed = await needs(files, context, options);
      return composeUp(context, [...beyondCore(options.with), ...needed], options);
    }
    const home = homeOf(context);
    const names = new Set([...askedFor(options.with), ...(await neededBy(files, context, options))]);
    const begin = context.clock.now();
    const started = await startCluster(names, home, context);
    let states = await inspect(home, context);
    if (states.some(({ state }) => state === 'died')) {
      // What was killed a moment before still seemed to run when it was looked for.
      started.push(...(await startCluster(names, home, context)));
      states = await inspect(home, context);
    }
    refuseSilent(states);
    const seconds = ((context.clock.now() - begin) / 1000).toFixed(1);
    const { addresses } = readRecord(home.record);
    const width = Math.max(...Object.keys(addresses).map((name) => name.length));
    const lines = Object.entries(addresses).map(([name, address]) => `${name.padEnd(width)} ${address}\n`);
    return show(context, options, {
      json: { started, addresses },
      before: () => (started.length === 0 ? 'The cluster runs already.\n' : `Ready after ${seconds} s.\n`),
      text: () => lines.join(''),
    });
  },
});

/** What runs and hangs is not started again by itself: its memory may hold the reason. */
function refuseSilent(states: readonly ProcessState[]): void {
  const silent = states.filter(({ state }) => state !== 'running').map(({ name }) => name);
  if (silent.length === 0) return;
  throw new UnhealthyError('runs, and does not answer', {
    where: silent.join(', '),
    hint: `See \`pipeline logs ${silent[0]}\`; \`pipeline down\` and \`pipeline up\` start afresh.`,
  });
}

const beyondCore = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.trim()).filter((name) => name !== '' && !core.includes(name));

function askedFor(names: readonly string[]): readonly string[] {
  const wanted = beyondCore(names);
  const unknown = wanted.find(
    (name) => !optional.includes(name) && !services.some((service) => calledAs(service) === name),
  );
  if (unknown === undefined) return wanted;
  throw new UsageError(`There is no service named ${unknown}`, {
    where: '--with',
    hint: meant(unknown, optional, 'service'),
  });
}

/** Services beyond the core that pipelines need. */
async function needs(files: readonly string[], context: Context, options: UpOptions): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const desired = await loadDesired(context, files, options, await offlineCluster(options.cluster, context));
  return desired.needs.filter((need) => !core.includes(need));
}

async function neededBy(files: readonly string[], context: Context, options: UpOptions): Promise<readonly string[]> {
  const wanted = await needs(files, context, options);
  const unknown = wanted.filter((need) => !optional.includes(need));
  if (unknown.length === 0) return wanted;
  throw new RefusedError(`The embedded cluster cannot start ${unknown.join(', ')}, which these pipelines need`, {
    hint: 'Run them on a cluster that has it: --cluster NAME.',
  });
}
