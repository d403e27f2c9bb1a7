import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode, LanguageError, PipelineError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { type Check, notice, wrong } from '../embedded/checks/check.ts';
import { checkMachine } from '../embedded/checks/machine.ts';
import { checkReach } from '../embedded/checks/reach.ts';
import { inspect } from '../embedded/inspect.ts';
import { homeOf } from '../target/home.ts';
import { loadCluster } from '../target/load.ts';
import { show } from '../ui/show.ts';
import { defineVerb } from './verb.ts';

/**
 * Looks at everything that must be right for pipelines to run, and says what to do where it is not. Exit code 3 then.
 */
export default defineVerb({
  usage: 'doctor',
  summary: 'check this machine and the cluster',
  example: 'pipeline doctor',
  flags: {},
  async run(context, _args, options) {
    const [machine, cluster] = await Promise.all([
      checkMachine(homeOf(context), context),
      checkCluster(context, options),
    ]);
    const checks = [...machine, ...cluster];
    const ok = checks.every(({ state }) => state !== 'wrong');
    show(context, options, {
      json: { ok, checks },
      text: () => checks.map((check) => render(check, context)).join(''),
    });
    return ok ? ExitCode.fine : ExitCode.notHealthy;
  },
});

async function checkCluster(context: Context, options: GlobalOptions): Promise<Check[]> {
  const embedded = options.cluster === 'embedded';
  const processes = embedded ? await inspect(homeOf(context), context) : [];
  if (embedded && processes.length === 0)
    return [notice('cluster', 'the embedded cluster is down', '`pipeline up` starts it.')];
  const unwell = processes
    .filter(({ state }) => state !== 'running')
    .map(({ name, state }) =>
      wrong(
        name,
        `the process ${state === 'died' ? 'died' : `is ${state}`}`,
        `\`pipeline up\`; \`pipeline logs ${name}\` tells why.`,
      ),
    );
  try {
    const cluster = await loadCluster(options.cluster, context, options.insecure);
    return [...unwell, ...(await checkReach(cluster, context, options.insecure))];
  } catch (error) {
    if (!(error instanceof PipelineError) || error instanceof LanguageError) throw error;
    return [...unwell, wrong('cluster', error.message, error.hint ?? '')];
  }
}

function render({ name, state, message, hint }: Check, context: Context): string {
  const style = paint(context.output);
  const signs = { fine: style.green('✓'), notice: style.yellow('!'), wrong: style.red('✗') };
  const advice = hint === undefined ? '' : ` — ${style.cyan(printable(hint))}`;
  return `${signs[state]} ${name.padEnd(9)} ${printable(message)}${advice}\n`;
}
