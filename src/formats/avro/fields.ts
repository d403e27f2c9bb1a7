import type { Fields } from '../format.ts';
import { ExactNumber } from '../rows/exact-json.ts';
import { exactText } from '../rows/exact-text.ts';
import { wholeNumber } from '../rows/whole-number.ts';
import { Unreadable } from '../unreadable.ts';
import { Cursor } from './cursor.ts';
import { type Maker, readingFields } from './read-values.ts';
import type { AvroRecord } from './schema.ts';

/** Reads the fields of a block's rows, exactly. Fields that the file does not have are null. */
export function fieldReader(schema: AvroRecord): (block: Buffer, rows: number) => Fields[] {
  const reads = readingFields(schema, exact);
  const places = new Map(schema.fields.map(({ name }, index) => [name, index]));
  return (block, rows) => {
    const cursor = new Cursor(block);
    return Array.from({ length: rows }, () => {
      const values = reads.map((read) => read(cursor));
      return (name) => {
        const make = values[places.get(name) ?? -1];
        return make === undefined ? null : make();
      };
    });
  };
}

/** Made when it is asked for: a text that is none concerns nobody else. */
type Lazy = () => unknown;

const exact: Maker<Lazy> = {
  nothing: () => null,
  boolean: (value) => () => value,
  whole: () => (value) => () => new ExactNumber(String(value)),
  double: (value) => () => value,
  text: (value) => () => textOf(value),
  bytes: ({ logical }) => {
    if (logical?.name !== 'decimal') return (value) => () => value;
    return (value) => () => new ExactNumber(`${wholeNumber(value)}e-${logical.scale}`);
  },
  list: (items) => () => items.map((item) => item()),
  map: (entries) => () => new Map(entries.map(([name, value]) => [textOf(name), value()])),
  record:
    ({ fields }) =>
    (values) =>
    () =>
      Object.fromEntries(fields.map(({ name }, index) => [name, values[index]?.()])),
};

function textOf(bytes: Buffer): string {
  try {
    return exactText(bytes);
  } catch {
    throw new Unreadable('no UTF-8');
  }
}
