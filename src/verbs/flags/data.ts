import { type Command, Option } from 'commander';
import { collectVariable, group, integer, positive, size, type Verb, yes } from './verb.ts';

/** Records of topics, files of stores. */
export function dataVerbs(program: Command, verb: Verb): void {
  const topics = group(program, 'topics', 'list, describe, create, delete topics');
  verb(topics, 'list', 'list topics', 'pipeline topics list', () =>
    import('../topics/list.ts').then(({ list }) => list),
  ).option('--all', 'also internal ones', false);
  verb(topics, 'describe <topic>', 'partitions, offsets, settings', 'pipeline topics describe clicks', () =>
    import('../topics/list.ts').then(({ describe }) => describe),
  );
  verb(topics, 'create <topic>', 'create a topic', 'pipeline topics create clicks --partitions 3', () =>
    import('../topics/list.ts').then(({ create }) => create),
  )
    .option('--partitions <count>', 'partitions', positive, 1)
    .option('--replication <count>', 'replication factor', positive, 1)
    .option('--config <name=value>', 'a topic setting; may be repeated', collectVariable, {});
  verb(topics, 'delete <topics...>', 'delete topics with their records', 'pipeline topics delete clicks', () =>
    import('../topics/list.ts').then(({ remove }) => remove),
  ).option(...yes);

  verb(
    program,
    'produce <topic>',
    'write lines of standard input to a topic',
    'echo \'{"user_id":"u1"}\' | pipeline produce clicks --key user_id',
    () => import('../produce.ts').then(({ produce }) => produce),
  )
    .option('--key <field>', 'the field of the JSON value that becomes the key')
    .option('--separator <text>', 'lines are KEY<text>VALUE');
  verb(
    program,
    'consume <topic>',
    'print records of a topic',
    'pipeline consume clicks --from-beginning --max 10',
    () => import('../consume.ts').then(({ consume }) => consume),
  )
    .option('--from-beginning', 'start at the oldest record', false)
    .option('--max <count>', 'stop after so many', integer)
    .option('--partition <partition>', 'only this partition', integer)
    .option('--offset <offset>', 'start here (with --partition)', integer)
    .option('--exit', 'stop at the end of the topic', false);

  verb(program, 'files <sink>', 'list the committed files of a sink', 'pipeline files streaming.lake', () =>
    import('../files.ts').then(({ files }) => files),
  );
  const hdfs = group(program, 'hdfs', 'look into the store: paths, sink names, s3: paths');
  verb(hdfs, 'ls [path]', 'list a directory', 'pipeline hdfs ls /data', () =>
    import('../hdfs/ls.ts').then(({ ls }) => ls),
  ).option('-R, --recursive', 'with all below', false);
  verb(
    hdfs,
    'cat <paths...>',
    'print files; Parquet and gzip are decoded',
    'pipeline hdfs cat streaming.lake --max 5',
    () => import('../hdfs/ls.ts').then(({ cat }) => cat),
  ).option('--max <count>', 'stop after so many rows', integer);
  verb(hdfs, 'du [path]', 'sizes below a path', 'pipeline hdfs du /data', () =>
    import('../hdfs/ls.ts').then(({ du }) => du),
  );
  verb(hdfs, 'get <path> [local]', 'copy a file here', 'pipeline hdfs get /data/words.txt words.txt', () =>
    import('../hdfs/ls.ts').then(({ get }) => get),
  );
  verb(hdfs, 'put <local> <path>', 'copy a file there', 'pipeline hdfs put words.txt /data/words.txt', () =>
    import('../hdfs/ls.ts').then(({ put }) => put),
  ).option('--overwrite', 'replace what is there', false);
  verb(hdfs, 'text <path>', 'write a text of made-up words there', 'pipeline hdfs text /data/textes/mots.txt', () =>
    import('../hdfs/text.ts').then(({ generate }) => generate),
  )
    .addOption(new Option('--size <size>', 'bytes, at least').argParser(size).default(25_000_000, '25MB'))
    .option('--words <count>', 'how many different words, exactly', positive, 111_197)
    .option('--seed <number>', 'another seed, another text', integer, 42)
    .option('--overwrite', 'replace what is there', false);
  verb(hdfs, 'rm <path>', 'remove a file or directory', 'pipeline hdfs rm /data/words.txt', () =>
    import('../hdfs/ls.ts').then(({ rm }) => rm),
  )
    .option('-r, --recursive', 'with all below', false)
    .option(...yes);
}
