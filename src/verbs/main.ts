import { Command, CommanderError, Option } from 'commander';
import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { endedByPerson } from '../base/interrupt.ts';
import { clusterVerbs } from './flags/cluster.ts';
import { dataVerbs } from './flags/data.ts';
import { jobVerbs } from './flags/jobs.ts';
import { pipelineVerbs } from './flags/pipelines.ts';
import { recommenderVerbs } from './flags/recommender.ts';
import { setupVerbs } from './flags/setup.ts';
import { collectVariable, verbsOn } from './flags/verb.ts';

function programOn(context: Context): Command {
  const { output, messages, environment } = context;
  return new Command('pipeline')
    .description('Declarative pipelines on Kafka Connect and Hadoop, with proof that every record arrived exactly once')
    .version('0.1.0')
    .addOption(
      new Option('--cluster <name>', 'where to run: config/clusters/<name>.yaml').default(
        environment.PIPELINE_CLUSTER ?? 'embedded',
        '"embedded", env: PIPELINE_CLUSTER',
      ),
    )
    .addOption(new Option('-o, --output <format>', 'how to print data').choices(['text', 'json']).default('text'))
    .option('--var <name=value>', 'set a ${var:name}; may be repeated', collectVariable, {})
    .option('--insecure', 'allow plain http to hosts other than loopback', false)
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: (text) => messages.write(text),
      getOutHelpWidth: () => output.columns ?? 80,
      getErrHelpWidth: () => messages.columns ?? 80,
      getOutHasColors: () => output.colour,
      getErrHasColors: () => messages.colour,
      // It comes as an error, and is told as every other one.
      outputError: () => undefined,
    })
    .exitOverride();
}

/** `pipeline ARGS…` on `context`: prints results and errors there and returns the exit code. */
export async function main(context: Context, args: readonly string[]): Promise<number> {
  const program = programOn(context);
  let exitCode: number = ExitCode.fine;
  const verb = verbsOn(context, (code) => {
    exitCode = endedByPerson(context.signal) ? ExitCode.interrupted : code;
  });
  for (const declare of [clusterVerbs, pipelineVerbs, dataVerbs, setupVerbs, recommenderVerbs, jobVerbs])
    declare(program, verb);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return ExitCode.fine;
    const { reportError } = await import('../ui/error.ts');
    const json = program.opts<GlobalOptions>().output === 'json';
    // The help that takes the place of a missing verb is printed already.
    if (thrown instanceof CommanderError && thrown.code === 'commander.help' && !json) return ExitCode.usage;
    return reportError(thrown instanceof CommanderError ? usageError(thrown) : thrown, context, json);
  }
}

/** What commander refuses, as an error of ours. */
function usageError({ code, message }: CommanderError): UsageError {
  const hint = '`pipeline --help`, or `pipeline VERB --help`, shows the right form.';
  if (code === 'commander.help') return new UsageError('There is no verb in this command line', { hint });
  return new UsageError(message.replace(/^error: /, '').replaceAll('\n', ' '), { hint });
}
