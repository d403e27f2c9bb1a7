import type { Diagnostic } from '../../base/errors.ts';
import { parseSize, sizeSchema } from '../../base/units.ts';
import { text } from '../../base/values.ts';
import { mistake } from '../../language/diagnostic.ts';
import type { Engine, EngineInput } from '../engine.ts';
import { columnsOf, lintFields, read, untypedSink } from './mapreduce-fields.ts';
import type { MapReduceWork } from './run/work.ts';

/** Counts over stored files, by Hadoop's MapReduce. */
export const mapreduce: Engine = {
  name: 'mapreduce',
  description: "Counts and sums over stored files, by Hadoop's MapReduce; on YARN where it is up.",
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      count: { enum: [true, 'words'], description: 'Count the records of each group, or the words of texts.' },
      sum: { type: 'string', description: 'The field whose numbers are added up, exactly, for each group.' },
      by: { type: 'string', description: 'The field whose values name the groups.' },
      type: { type: 'string', description: 'Only events of this type.' },
      reducers: { type: 'integer', minimum: 1, maximum: 1000, description: 'Reducers, and files of the result (1).' },
      split: { ...sizeSchema, description: 'How much one mapper reads, about (64MiB).' },
    },
  },
  fileFormats: [],
  fileWords: {},
  runs: ['manual'],
  inputs: ['sink', 'path'],
  formats: read,
  needs: [],
  lint: (input) => [...lintWords(input), ...lintInputs(input), ...lintFields(input)],
  work,
  // Its results lie in a folder of HDFS that its next run clears.
  writes: () => ({ topics: [], directories: [], roots: [] }),
  runner: async () => (await import('./run/mapreduce.ts')).mapreduceRunner,
};

function work({ declaration: { words, from }, stored }: EngineInput): Readonly<Record<string, unknown>> {
  const [by, sum, type] = [text(words.by), text(words.sum), text(words.type)];
  const field = stored.find((contract) => contract.by !== undefined)?.by;
  return {
    compute: words.count === 'words' ? 'words' : sum === undefined ? 'count' : 'sum',
    ...(by === undefined ? {} : { by }),
    ...(sum === undefined ? {} : { sum }),
    ...(type === undefined || field === undefined ? {} : { only: { field, value: type } }),
    paths: from.flatMap((input) => ('path' in input ? [input.path] : [])),
    reducers: typeof words.reducers === 'number' ? words.reducers : 1,
    split: parseSize(text(words.split) ?? '64MiB'),
  } satisfies MapReduceWork;
}

function lintWords({ declaration: { map, pointer, words } }: EngineInput): Diagnostic[] {
  const found: Diagnostic[] = [];
  const wrong = (word: string | undefined, message: string, hint: string) => {
    const place = {
      map,
      pointer: [...pointer, 'mapreduce', ...(word === undefined ? [] : [word])],
      part: 'key' as const,
    };
    found.push(mistake('mapreduce-words', place, message, { hint }));
  };
  const { count, sum, by } = words;
  if (count === undefined && sum === undefined) {
    wrong(undefined, 'it does not say what to compute', 'add `count: true`, `count: words` or `sum: FIELD`');
  }
  if (count !== undefined && sum !== undefined) wrong('count', 'it counts and adds up', 'a sum brings the count along');
  if (count === 'words') {
    for (const word of ['by', 'type']) {
      if (words[word] !== undefined) wrong(word, `\`${word}\` is of records, and words are counted`, 'leave it out');
    }
  } else if (by === undefined && (count !== undefined || sum !== undefined)) {
    wrong(undefined, 'it does not say what the groups are', 'add `by: FIELD`');
  }
  return found;
}

function lintInputs({ declaration, sinks }: EngineInput): Diagnostic[] {
  const { map, pointer, words, from, to, files } = declaration;
  const found: Diagnostic[] = [];
  const wrong = (key: string, message: string, hint: string) =>
    found.push(mistake('mapreduce-input', { map, pointer: [...pointer, key] }, message, { hint }));
  const texts = from.some((input) => 'path' in input);
  if (texts && words.count !== 'words') {
    wrong('from', 'files of text have no fields', 'read a sink, or write `count: words`');
  }
  if (texts && sinks.length > 0) wrong('from', 'it reads texts and records at once', 'make two jobs of it');
  const formats = new Set(sinks.flatMap(({ stored }) => stored?.format ?? []));
  if (formats.size > 1) wrong('from', 'its files are of two formats', 'make two jobs of it');
  const [columns] = sinks.flatMap(({ stored }) => columnsOf(stored?.format) ?? []);
  if (words.count === 'words' && columns !== undefined) {
    wrong('from', `its files hold ${columns}, not text`, `read ${untypedSink()}`);
  }
  const elsewhere = sinks.find(({ stored }) => stored !== undefined && stored.store !== 'hdfs');
  if (elsewhere !== undefined) {
    wrong('from', `\`${elsewhere.name}\` stores outside HDFS`, 'YARN reads the files of sinks of the kind hdfs');
  }
  if (to !== undefined) wrong('to', 'its result is no stream of records', 'leave it out: the result is kept in HDFS');
  if (files !== undefined) wrong(files.store, 'where its result is kept is known', 'leave it out');
  return found;
}
