import { durationSchema, parseDuration, parseSize, sizeSchema } from '../../base/units.ts';
import type { Words } from '../words.ts';

const milliseconds = (value: unknown): string => String(parseDuration(String(value)));
const bytes = (value: unknown): string => String(parseSize(String(value)));

/** When files are committed, and when small ones become larger ones. */
export const commitWords: Words = {
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
};
