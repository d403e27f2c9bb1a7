import { type Command, Option } from 'commander';
import { collect, duration, files, group, integer, type Verb, yes } from './verb.ts';

/** Pipelines and what became of them: from YAML to the proof. */
export function pipelineVerbs(program: Command, verb: Verb): void {
  verb(
    program,
    `validate ${files}`,
    'check pipelines without touching a cluster',
    'pipeline validate config/*.yaml',
    () => import('../validate.ts').then(({ validate }) => validate),
  );
  verb(
    program,
    `compile ${files}`,
    'print the REST calls a pipeline stands for',
    'pipeline compile config/streaming.yaml',
    () => import('../compile.ts').then(({ compile }) => compile),
  );
  verb(program, `plan ${files}`, 'show what apply would change', 'pipeline plan config/*.yaml --out today.plan', () =>
    import('../plan.ts').then(({ plan }) => plan),
  )
    .option('--detailed-exitcode', 'exit 2 when changes are pending', false)
    .option('--prune', 'also remove what is ours and no longer declared', false)
    .option('--out <file>', 'keep the plan for `pipeline apply FILE`');
  verb(program, `apply ${files}`, 'make the cluster as declared', 'pipeline apply config/*.yaml', () =>
    import('../apply.ts').then(({ apply }) => apply),
  )
    .option('--prune', 'also remove what is ours and no longer declared', false)
    .option(...yes)
    .option('--no-wait', 'do not wait until every task runs')
    .addOption(
      new Option('--timeout <duration>', 'how long to wait for that').argParser(duration).default(120_000, '120s'),
    );
  verb(
    program,
    'status [name]',
    'show connectors, tasks and lag, or describe one',
    'pipeline status streaming.lake --watch',
    () => import('../status.ts').then(({ status }) => status),
  ).option('--watch', 'redraw until Ctrl-C', false);
  verb(
    program,
    `verify ${files}`,
    'prove that every record is stored exactly once',
    'pipeline verify --deep --wait 60s',
    () => import('../verify.ts').then(({ verify }) => verify),
  )
    .option('--sink <name>', 'only this sink; may be repeated', collect, [])
    .option('--deep', 'compare every row', false)
    .option('--full', 'start from the beginning instead of from the last proof', false)
    .option('--wait <duration>', 'wait until the sinks have caught up', duration);
  verb(
    program,
    'delete <names...>',
    'delete connectors or whole pipelines; topics and files stay',
    'pipeline delete streaming',
    () => import('../delete.ts').then(({ remove }) => remove),
  )
    .option('--purge', 'also topics, files, group and commit log', false)
    .option(...yes);
  for (const [name, description] of [
    ['pause', 'pause connectors; tasks stay assigned'],
    ['resume', 'resume paused or stopped connectors'],
    ['stop', 'stop connectors; tasks are released'],
  ] as const) {
    verb(program, `${name} <names...>`, description, `pipeline ${name} streaming.lake`, () =>
      import('../shared/change-state.ts').then((states) => states[name]),
    );
  }
  verb(program, 'restart [names...]', 'restart connectors and their tasks', 'pipeline restart --failed', () =>
    import('../shared/change-state.ts').then(({ restart }) => restart),
  ).option('--failed', 'only what failed', false);

  const offsets = group(program, 'offsets', 'read or reset the position of a connector');
  verb(offsets, 'get <name>', 'print its offsets', 'pipeline offsets get streaming.lake', () =>
    import('../offsets/reset.ts').then(({ get }) => get),
  );
  verb(
    offsets,
    'reset <name>',
    'set its position; the connector must be stopped',
    'pipeline offsets reset streaming.lake --to earliest',
    () => import('../offsets/reset.ts').then(({ reset }) => reset),
  )
    .option('--to <position>', 'earliest, latest or an offset', 'earliest')
    .option('--topic <topic>', 'only this topic')
    .option('--partition <partition>', 'only this partition', integer)
    .option(...yes);
}
