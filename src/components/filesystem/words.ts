import { formats } from '../../formats/formats.ts';
import type { Words } from '../words.ts';
import { commitWords } from './commit-words.ts';
import { coordinateWords } from './coordinates.ts';
import { by, time } from './directories.ts';

const names = (): readonly string[] => formats.all.map(({ name }) => name);
const compressions = (): readonly string[] => [...new Set(formats.all.flatMap((format) => format.compressions))];

/** `json: none (default) or gzip. parquet: snappy (default), none or zstd.` */
const perFormat = (): string =>
  formats.all
    .map(({ name, compressions: all, compression }) => {
      const choices = [`${compression} (default)`, ...all.filter((one) => one !== compression)];
      return `${name}: ${alternatives(choices)}.`;
    })
    .join(' ');

const alternatives = (choices: readonly string[]): string =>
  [choices.slice(0, -1).join(', '), ...choices.slice(-1)].filter((part) => part !== '').join(' or ');

/** The words that all three stores of the filesystem sink have, after `path`, with the formats that there are. */
export const filesystemWords = (): Words => ({
  format: {
    schema: { enum: names(), description: `${formats.all.map(({ description }) => description).join(', or ')}.` },
    required: true,
    key: 'format',
  },
  compression: {
    schema: { enum: compressions(), description: perFormat() },
    key: 'compression',
  },
  layout: {
    schema: {
      enum: ['one', 'by-type'],
      description: 'Whether the types of a union share a directory and its columns, or have a directory each.',
    },
    key: 'layout',
  },
  by,
  partitionColumns: {
    schema: {
      enum: ['keep', 'drop'],
      description:
        'Whether typed files also hold the columns that their directories are named after. pandas, pyarrow, Hive and ' +
        'Athena read a directory only without them: drop. Default: keep.',
    },
    key: 'partition.columns',
  },
  time: {
    schema: { description: 'Directories by event time.' },
    owns: ['time.*'],
    words: time,
  },
  ...commitWords,
  onDataLoss: {
    schema: {
      enum: ['fail', 'continue'],
      description:
        'When records vanish from the topic before they are stored: stop (default), or write it down and go on.',
    },
    key: 'on.data.loss',
  },
  tombstones: {
    schema: {
      enum: ['count', 'keep', 'reject'],
      description:
        'Records without value: counted in the commit log (default), kept by their keys in `_tombstones`, or dead letters.',
    },
    key: 'tombstones',
  },
  ...coordinateWords,
});
