import type { Command } from 'commander';
import { collect, group, type Verb } from './verb.ts';

/** What there is to build with, secrets, and the state of this machine. */
export function setupVerbs(program: Command, verb: Verb): void {
  verb(
    program,
    'init [template]',
    'write a first pipeline from a template, or list the templates',
    'pipeline init parquet --name shop',
    () => import('../init/init.ts').then(({ init }) => init),
  ).option('--name <name>', 'how the pipeline is called; default: as its template');
  verb(program, 'plugins [class]', 'list connector plugins, or describe one', 'pipeline plugins', () =>
    import('../plugins.ts').then(({ plugins }) => plugins),
  );
  verb(
    program,
    'schema [event]',
    'print the JSON Schema of the language, or of an event',
    'pipeline schema clicks',
    () => import('../schema.ts').then(({ schema }) => schema),
  ).option('--file <file>', 'a file or folder that declares the event; may be repeated', collect, []);
  const secret = group(program, 'secret', 'keep secrets where the workers, and only they, read them');
  verb(
    secret,
    'set <name>',
    'read a secret from standard input',
    'pipeline secret set OPENWEATHERMAP_KEY < key.txt',
    () => import('../secret/set.ts').then(({ set }) => set),
  );
  verb(secret, 'list', 'names of the secrets that are set', 'pipeline secret list', () =>
    import('../secret/set.ts').then(({ list }) => list),
  );
  verb(program, 'export [names...]', 'write live connectors as YAML', 'pipeline export > config/found.yaml', () =>
    import('../export.ts').then(({ exportLive }) => exportLive),
  );
  verb(program, 'doctor', 'check this machine and the cluster', 'pipeline doctor', () =>
    import('../doctor.ts').then(({ doctor }) => doctor),
  );
}
