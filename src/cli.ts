import { Command, CommanderError, Option } from 'commander';
import type { GlobalOptions } from './base/context.ts';
import { processContext } from './base/process-context.ts';
import { clusterVerbs } from './verbs/flags/cluster.ts';
import { dataVerbs } from './verbs/flags/data.ts';
import { jobVerbs } from './verbs/flags/jobs.ts';
import { pipelineVerbs } from './verbs/flags/pipelines.ts';
import { recommenderVerbs } from './verbs/flags/recommender.ts';
import { setupVerbs } from './verbs/flags/setup.ts';
import { collectVariable, verbsOn } from './verbs/flags/verb.ts';

const context = processContext(process);

const program = new Command('pipeline')
  .description('Declarative pipelines on Kafka Connect and Hadoop, with proof that every record arrived exactly once')
  .version('0.1.0')
  .addOption(
    new Option('--cluster <name>', 'where to run: config/clusters/<name>.yaml')
      .default('embedded')
      .env('PIPELINE_CLUSTER'),
  )
  .addOption(new Option('-o, --output <format>', 'how to print data').choices(['text', 'json']).default('text'))
  .option('--var <name=value>', 'set a ${var:name}; may be repeated', collectVariable, {})
  .option('--insecure', 'allow plain http to hosts other than loopback', false)
  .showHelpAfterError('(pipeline --help, or pipeline VERB --help, shows the right form)')
  .exitOverride();

const verb = verbsOn(context);
for (const declare of [clusterVerbs, pipelineVerbs, dataVerbs, setupVerbs, recommenderVerbs, jobVerbs])
  declare(program, verb);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 64;
  } else {
    const { reportError } = await import('./ui/error.ts');
    const json = program.opts<GlobalOptions>().output === 'json';
    process.exitCode = reportError(error, context, json);
  }
}
