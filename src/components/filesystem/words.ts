import { durationSchema, parseDuration, parseSize, sizeSchema } from '../../base/units.ts';
import { formats } from '../../formats/formats.ts';
import type { Words } from '../words.ts';
import { by, time } from './directories.ts';

const milliseconds = (value: unknown): string => String(parseDuration(String(value)));
const bytes = (value: unknown): string => String(parseSize(String(value)));

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
  roll: {
    schema: { minProperties: 1, description: 'When files are committed: whichever comes first.' },
    owns: ['roll.*'],
    words: {
      every: {
        schema: {
          ...durationSchema,
          description: 'Age of the oldest record at which files are committed; default 60s.',
        },
        key: 'roll.ms',
        write: milliseconds,
      },
      records: {
        schema: {
          type: 'integer',
          minimum: 1,
          maximum: 2_147_483_647,
          description: 'Records per partition and commit.',
        },
        key: 'roll.records',
      },
      bytes: {
        schema: { ...sizeSchema, description: 'Bytes per partition and commit; default 256MiB.' },
        key: 'roll.bytes',
        write: bytes,
      },
    },
  },
  compact: {
    schema: { description: 'Small files are replaced by larger ones while the sink runs (docs/sink.md).' },
    owns: ['compact.*'],
    words: {
      every: {
        schema: { ...durationSchema, description: 'How often; without `compact` only by `pipeline compact`.' },
        required: true,
        key: 'compact.every.ms',
        write: milliseconds,
      },
      older: {
        schema: { ...durationSchema, description: 'Age of the commits whose files are replaced; default 1d.' },
        key: 'compact.older.ms',
        write: milliseconds,
      },
      to: {
        schema: { ...sizeSchema, description: 'About how large a file becomes; default 256MiB.' },
        key: 'compact.bytes',
        write: bytes,
      },
    },
  },
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
  coordinates: {
    schema: {
      type: 'boolean',
      description: 'Whether typed files carry kafka_partition and kafka_offset; default true.',
    },
    key: 'coordinates',
  },
});
