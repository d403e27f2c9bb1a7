import type { Context } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { paint } from '../base/text/style.ts';
import { untilAborted } from '../base/until.ts';
import { kinds } from '../components/kinds.ts';
import { offlineCluster } from '../pipeline/compile/offline-cluster.ts';
import apply from './apply.ts';
import down from './down.ts';
import files from './files.ts';
import { flag } from './flag.ts';
import { awaitProduced } from './shared/await-produced.ts';
import { loadDesired } from './shared/desired.ts';
import { made } from './shared/made.ts';
import { startPage } from './shared/start-page.ts';
import up from './up.ts';
import { defineVerb, type OptionsOf } from './verb.ts';
import verify from './verify.ts';

const flags = { exit: flag('take everything down at the end') };

type StartOptions = OptionsOf<typeof flags>;

const declared: readonly string[] = ['config'];

/**
 * `start`: the main job, from a bare checkout to proven files and recommendations. Stays until Ctrl-C on a terminal;
 * elsewhere, or with --exit, takes the cluster down. Exit code 3 when something was not proven.
 */
export default defineVerb({
  usage: 'start',
  summary: 'run the main job: set up, start, apply, prove, recommend',
  example: 'pipeline start --exit',
  flags,
  async run(context, _, options) {
    if (options.cluster !== 'embedded') {
      throw new UsageError('`start` runs everything on the embedded cluster', { hint: 'Leave out --cluster.' });
    }
    const stays = context.messages.isTerminal && context.output.isTerminal && !options.exit;
    const began = context.clock.now();
    // It shows how the cluster comes up, and is built while that starts.
    const opening = startPage(context, declared, options);
    try {
      const proven = await mainJob(context, options);
      const seconds = ((context.clock.now() - began) / 1000).toFixed(0);
      const verdict = proven === ExitCode.fine ? 'Everything was proven' : 'Something was not proven';
      title(context, `${verdict} after ${seconds} s.`);
      if (stays) await untilInterrupted(context, (await opening)?.url);
      return proven;
    } finally {
      // What is started is also stopped, even after Ctrl-C.
      await (await opening)?.close();
      title(context, 'Stopping the cluster; its data stay');
      await down.run({ ...context, signal: new AbortController().signal }, [], { ...options, data: false, yes: true });
    }
  },
});

function title(context: Context, text: string): void {
  context.messages.write(`\n${paint(context.messages).bold(text)}\n`);
}

async function mainJob(context: Context, options: StartOptions): Promise<ExitCode> {
  title(context, 'Starting Kafka, Connect, HDFS and PostgreSQL');
  await up.run(context, declared, { ...options, with: [] });
  title(context, 'Applying config/*.yaml');
  await apply.run(context, declared, {
    ...options,
    prune: false,
    acceptBreaking: false,
    yes: false,
    wait: true,
    timeout: 180_000,
  });
  const desired = await loadDesired(context, declared, options, await offlineCluster('embedded', context));
  title(context, 'Producing events');
  await awaitProduced(context, options, desired.connectors);
  title(context, 'Proving that every record is stored exactly once');
  const proven = await verify.run(context, declared, { ...options, sink: [], deep: true, full: false, wait: 120_000 });
  for (const { name, kind } of desired.connectors) {
    if (kinds.named(kind).stored === undefined) continue;
    title(context, `Files of ${name}`);
    await files.run(context, [name], options);
  }
  for (const { name, kind } of desired.jobs) {
    const found = made.get(kind);
    if (found === undefined) continue;
    title(context, `${found.title} of ${name}`);
    await found.show(context, name, options);
  }
  return proven;
}

async function untilInterrupted(context: Context, page: string | undefined): Promise<void> {
  context.messages.write(
    [
      'It stays up until Ctrl-C.',
      ...(page === undefined ? [] : [`Everything in a browser: ${page}`]),
      'In another terminal:',
      '  npx pipeline status                       connectors, tasks, lag',
      '  npx pipeline consume clicks               records as they come',
      '  npx pipeline hdfs cat streaming.lake --max 5',
      '  npx pipeline recommender list recommendation.recommender',
      '  npx pipeline plan                         what would change; edit config/*.yaml first',
      '',
    ].join('\n'),
  );
  await untilAborted(context);
}
