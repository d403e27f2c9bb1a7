import fc from 'fast-check';
import { daysOf } from './calendar.ts';
import { optional, type Shape } from './shape.ts';
import { spelled, way } from './spelling.ts';
import { stored } from './stored.ts';

/** The fields of every event that may name directories: few values each, for a directory is a file of its own. */
export const namesDirectories = { text: 'shelf', time: 'when' } as const;

const shelves = [
  '',
  '.',
  '..',
  '_tmp',
  '__HIVE_DEFAULT_PARTITION__',
  '__EMPTY__',
  'a/b',
  'a=b',
  '%41',
  'A+B, c@d',
  'é 🎉',
  "o'clock\n",
  'null',
];

/** A text of at most four, or none: few directories, with names that trouble readers. */
export const shelf: fc.Arbitrary<Shape> = fc.shuffledSubarray(shelves, { minLength: 1, maxLength: 4 }).map((some) =>
  optional({
    words: { type: 'string' },
    good: fc
      .tuple(fc.constantFrom(...some), way)
      .map(([value, how]) => ({ text: spelled(value, how), stored: stored.text(value) })),
    bad: fc.constantFrom({ text: '7' }, { text: '["a"]' }),
  }),
);

/** Times within four hours, in the words of several zones. */
const hours = [
  { text: '0001-01-01T00:00:00Z', seconds: daysOf(1, 1, 1) * 86_400 },
  { text: '1969-12-31T23:59:59Z', seconds: -1 },
  { text: '1970-01-01T01:00:00+02:00', seconds: -3_600 },
  { text: '2026-03-29T01:30:00+01:00', seconds: daysOf(2026, 3, 29) * 86_400 + 1_800 },
  { text: '9999-12-31T23:59:59Z', seconds: daysOf(9999, 12, 31) * 86_400 + 86_399 },
];

export const when: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'string', format: 'date-time' },
  good: fc.tuple(fc.constantFrom(...hours), way).map(([{ text, seconds }, how]) => ({
    text: spelled(text, how),
    stored: stored.micros(BigInt(seconds) * 1_000_000n),
  })),
  bad: fc.constantFrom({ text: '"1970-01-01"' }, { text: '1767225600' }),
});

/** Which directories below a topic's a sink makes, in this order. */
export interface Directories {
  /** By the type of a union, whose discriminator this is. */
  readonly type?: string;
  readonly shelf?: boolean;
  readonly when?: 'day' | 'hour';
}

/** The directory below the topic's in which a row with these columns must lie, '' for the topic's own. */
export function directoryOf(columns: ReadonlyMap<string, string>, { type, shelf, when }: Directories): string {
  const text = (name: string) => {
    const value = columns.get(name) ?? stored.nothing;
    return value === stored.nothing ? undefined : String(JSON.parse(value.slice(1)));
  };
  const parts: string[] = [];
  if (type !== undefined) parts.push(written(text(type) ?? '').replace(/^[_.]/, (one) => hex(one)));
  if (shelf) parts.push(`${namesDirectories.text}=${shelfName(text(namesDirectories.text))}`);
  if (when !== undefined) {
    const micros = BigInt((columns.get(namesDirectories.time) ?? '').slice(1));
    const iso = new Date(Number(micros / 1_000_000n) * 1_000).toISOString();
    parts.push(`dt=${iso.slice(0, 10)}`);
    if (when === 'hour') parts.push(`hour=${iso.slice(11, 13)}`);
  }
  return parts.join('/');
}

function shelfName(value: string | undefined): string {
  if (value === undefined) return '__HIVE_DEFAULT_PARTITION__';
  if (value === '') return '__EMPTY__';
  if (value === '__HIVE_DEFAULT_PARTITION__' || value === '__EMPTY__') return `%5F${value.slice(1)}`;
  return written(value);
}

const hex = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** Letters, digits and `-_.+@ ,` stay; names of dots alone do not. */
const written = (text: string) => (/^\.{1,2}$/.test(text) ? hex(text) : text.replaceAll(/[^\w.+@ ,-]+/gu, hex));
