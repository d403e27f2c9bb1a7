import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { GlobalOptions } from './context.ts';
import { processContext } from './process-context.ts';

/** What every verb's module exports under its own name: does the work, returns the exit code. */
type Action = (
  context: ReturnType<typeof processContext>,
  args: readonly string[],
  options: GlobalOptions & Record<string, unknown>,
) => Promise<number>;

const context = processContext(process);

/** The verb's module is loaded only when the verb is called, so that `--help` stays quick. */
function call(module: string, name: string) {
  return async (...parameters: unknown[]): Promise<void> => {
    const command = parameters.at(-1) as Command;
    const args = parameters.slice(0, -2).flatMap((value) => (value === undefined ? [] : (value as string | string[])));
    const loaded: Record<string, Action> = await import(`./commands/${module}.ts`);
    const action = loaded[name];
    if (action === undefined) throw new Error(`commands/${module}.ts does not export ${name}`);
    const options: GlobalOptions & Record<string, unknown> = command.optsWithGlobals();
    process.exitCode = await action(context, args, options);
  };
}

function collectVariable(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as NAME=VALUE.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

const integer = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Write a whole number.');
  return Number(text);
};

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

/** Declares one verb: its name with arguments, what it does, an example, its module and export. */
function verb(parent: Command, usage: string, description: string, example: string, module: string, name?: string) {
  const command = parent
    .command(usage)
    .description(description)
    .addHelpText('after', `\nExample:\n  $ ${example}`)
    .exitOverride();
  return command.action(call(module, name ?? command.name()));
}

const group = (name: string, description: string) => program.command(name).description(description).exitOverride();
const files = '[files...]';
const yes = ['--yes', 'do not ask', false] as const;

verb(
  program,
  'start',
  'run the main job: set up, start, apply, prove, recommend',
  'pipeline start --exit',
  'start',
).option('--exit', 'take everything down at the end', false);
verb(program, `up ${files}`, 'start the embedded cluster', 'pipeline up --with s3', 'up').option(
  '--with <services>',
  'also start these, separated by commas: s3, weather-api',
);
verb(program, 'down', 'stop the embedded cluster', 'pipeline down --data', 'down')
  .option('--data', 'also remove its data', false)
  .option(...yes);
verb(program, 'ps', 'list the processes of the embedded cluster', 'pipeline ps', 'ps');
verb(program, 'logs <name>', 'print the log of a process', 'pipeline logs connect -f', 'logs')
  .option('-f, --follow', 'keep printing', false)
  .option('-n, --lines <count>', 'how many lines from the end', integer, 100);

verb(
  program,
  `validate ${files}`,
  'check pipelines without touching a cluster',
  'pipeline validate config/*.yaml',
  'validate',
);
verb(
  program,
  `compile ${files}`,
  'print the REST calls a pipeline stands for',
  'pipeline compile config/streaming.yaml',
  'compile',
);
verb(program, `plan ${files}`, 'show what apply would change', 'pipeline plan config/*.yaml --out today.plan', 'plan')
  .option('--detailed-exitcode', 'exit 2 when changes are pending', false)
  .option('--prune', 'also remove what is ours and no longer declared', false)
  .option('--out <file>', 'keep the plan for `pipeline apply FILE`');
verb(program, `apply ${files}`, 'make the cluster as declared', 'pipeline apply config/*.yaml', 'apply')
  .option('--prune', 'also remove what is ours and no longer declared', false)
  .option(...yes)
  .option('--no-wait', 'do not wait until every task runs')
  .option('--timeout <duration>', 'how long to wait for that', '120s');
verb(
  program,
  'status [name]',
  'show connectors, tasks and lag, or describe one',
  'pipeline status streaming.lake --watch',
  'status',
).option('--watch', 'redraw until Ctrl-C', false);
verb(
  program,
  `verify ${files}`,
  'prove that every record is stored exactly once',
  'pipeline verify --deep --wait 60s',
  'verify',
)
  .option('--sink <name...>', 'only these sinks')
  .option('--deep', 'compare every row', false)
  .option('--full', 'start from the beginning instead of from the last proof', false)
  .option('--wait <duration>', 'wait until the sinks have caught up');
verb(
  program,
  'delete <names...>',
  'delete connectors or whole pipelines; topics and files stay',
  'pipeline delete streaming',
  'delete',
  'remove',
)
  .option('--purge', 'also topics, files, group and commit log', false)
  .option(...yes);
for (const [name, description] of [
  ['pause', 'pause connectors; tasks stay assigned'],
  ['resume', 'resume paused or stopped connectors'],
  ['stop', 'stop connectors; tasks are released'],
] as const) {
  verb(program, `${name} <names...>`, description, `pipeline ${name} streaming.lake`, 'state', name);
}
verb(
  program,
  'restart [names...]',
  'restart connectors and their tasks',
  'pipeline restart --failed',
  'state',
  'restart',
).option('--failed', 'only what failed', false);

const offsets = group('offsets', 'read or reset the position of a connector');
verb(offsets, 'get <name>', 'print its offsets', 'pipeline offsets get streaming.lake', 'offsets', 'get');
verb(
  offsets,
  'reset <name>',
  'set its position; the connector must be stopped',
  'pipeline offsets reset streaming.lake --to earliest',
  'offsets',
  'reset',
)
  .option('--to <position>', 'earliest, latest or an offset', 'earliest')
  .option('--topic <topic>', 'only this topic')
  .option('--partition <partition>', 'only this partition', integer)
  .option(...yes);

const topics = group('topics', 'list, describe, create, delete topics');
verb(topics, 'list', 'list topics', 'pipeline topics list', 'topics', 'list').option(
  '--all',
  'also internal ones',
  false,
);
verb(
  topics,
  'describe <topic>',
  'partitions, offsets, settings',
  'pipeline topics describe clicks',
  'topics',
  'describe',
);
verb(topics, 'create <topic>', 'create a topic', 'pipeline topics create clicks --partitions 3', 'topics', 'create')
  .option('--partitions <count>', 'partitions', integer, 1)
  .option('--replication <count>', 'replication factor', integer, 1)
  .option('--config <name=value>', 'a topic setting; may be repeated', collectVariable, {});
verb(
  topics,
  'delete <topics...>',
  'delete topics with their records',
  'pipeline topics delete clicks',
  'topics',
  'remove',
).option(...yes);

verb(
  program,
  'produce <topic>',
  'write lines of standard input to a topic',
  'echo \'{"user_id":"u1"}\' | pipeline produce clicks --key user_id',
  'produce',
)
  .option('--key <field>', 'the field of the JSON value that becomes the key')
  .option('--separator <text>', 'lines are KEY<text>VALUE');
verb(
  program,
  'consume <topic>',
  'print records of a topic',
  'pipeline consume clicks --from-beginning --max 10',
  'consume',
)
  .option('--from-beginning', 'start at the oldest record', false)
  .option('--max <count>', 'stop after so many', integer)
  .option('--partition <partition>', 'only this partition', integer)
  .option('--offset <offset>', 'start here (with --partition)', integer)
  .option('--exit', 'stop at the end of the topic', false);

verb(program, 'files <sink>', 'list the committed files of a sink', 'pipeline files streaming.lake', 'files');
const hdfs = group('hdfs', 'look into the store: paths, sink names, s3: paths');
verb(hdfs, 'ls [path]', 'list a directory', 'pipeline hdfs ls /data', 'hdfs', 'ls').option(
  '-R, --recursive',
  'with all below',
  false,
);
verb(
  hdfs,
  'cat <paths...>',
  'print files; Parquet and gzip are decoded',
  'pipeline hdfs cat streaming.lake --max 5',
  'hdfs',
  'cat',
).option('--max <count>', 'stop after so many rows', integer);
verb(hdfs, 'du [path]', 'sizes below a path', 'pipeline hdfs du /data', 'hdfs', 'du');
verb(hdfs, 'get <path> [local]', 'copy a file here', 'pipeline hdfs get /data/words.txt words.txt', 'hdfs', 'get');
verb(
  hdfs,
  'put <local> <path>',
  'copy a file there',
  'pipeline hdfs put words.txt /data/words.txt',
  'hdfs',
  'put',
).option('--overwrite', 'replace what is there', false);
verb(hdfs, 'rm <path>', 'remove a file or directory', 'pipeline hdfs rm /data/words.txt', 'hdfs', 'rm')
  .option('-r, --recursive', 'with all below', false)
  .option(...yes);

verb(program, 'plugins [class]', 'list connector plugins, or describe one', 'pipeline plugins', 'plugins');
verb(
  program,
  'schema [event]',
  'print the JSON Schema of the language, or of an event',
  'pipeline schema clicks',
  'schema',
).option('--file <files...>', 'the pipelines that declare the event');
const secret = group('secret', 'keep secrets where the workers, and only they, read them');
verb(
  secret,
  'set <name>',
  'read a secret from standard input',
  'pipeline secret set OPENWEATHERMAP_KEY < key.txt',
  'secret',
  'set',
);
verb(secret, 'list', 'names of the secrets that are set', 'pipeline secret list', 'secret', 'list');
verb(
  program,
  'export [names...]',
  'write live connectors as YAML',
  'pipeline export > config/found.yaml',
  'export',
  'exportLive',
);
verb(program, 'doctor', 'check this machine and the cluster', 'pipeline doctor', 'doctor');

const recommender = group('recommender', 'run and question the recommender');
verb(
  recommender,
  'run <name>',
  'run it here, as a sidecar',
  'pipeline recommender run recommendation.recommender',
  'recommender',
  'run',
);
verb(
  recommender,
  'list <name> [users...]',
  'print written recommendations with reasons',
  'pipeline recommender list recommendation.recommender user42',
  'recommender',
  'list',
).option('--max <count>', 'how many users', integer, 5);
verb(
  recommender,
  'state <name>',
  'offsets, counts and digest of its state',
  'pipeline recommender state recommendation.recommender',
  'recommender',
  'state',
);
verb(program, 'supervise', 'host the jobs of the cluster (started by `up`)', 'pipeline supervise', 'supervise');

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 64;
  } else {
    const { reportError } = await import('./render/error.ts');
    const json = program.opts<GlobalOptions>().output === 'json';
    process.exitCode = reportError(error, context, json);
  }
}
