import { ZoneClock } from '../../../base/zone-clock.ts';
import { Misfit } from '../../../formats/rows/canonical.ts';
import { ExactObject, type ExactValue, parseExactly } from '../../../formats/rows/exact-json.ts';
import { exactText } from '../../../formats/rows/exact-text.ts';
import type { EventContract, Field } from '../../../language/model.ts';
import type { Column, RowTable } from '../tables.ts';
import { type Codec, codecOf, json } from './codecs.ts';

/** What one row holds: the text of each column that is not null. */
export type RowValues = ReadonlyMap<string, string>;

/** A column as a proof reads it. */
interface ReadColumn {
  readonly name: string;
  readonly codec: Codec;
}

/**
 * What the rows of a topic must hold, worked out from its records by the contract, and by nothing that the sink uses.
 */
export class ExpectedRows {
  readonly #contract: EventContract | undefined;
  readonly #zone: ZoneClock;
  readonly #codecs = new Map<Field, Codec>();

  constructor(contract: EventContract | undefined) {
    this.#contract = contract;
    this.#zone = new ZoneClock(contract?.timezone ?? 'UTC');
  }

  /** The columns of a table beside its coordinates, in the order in which rows are read. */
  columns({ columns, rest }: RowTable): readonly ReadColumn[] {
    if (columns === undefined) {
      return [
        { name: 'key', codec: { expected: String, stored: (text) => text } },
        { name: 'value', codec: json },
      ];
    }
    const declared = columns.map(({ name, field }) => ({ name, codec: this.#codec(field) }));
    return rest ? [...declared, { name: '_rest', codec: json }] : declared;
  }

  /** A stored row. Throws Misfit or SyntaxError for what no such column can hold. */
  stored(columns: readonly ReadColumn[], cells: readonly (string | null)[]): RowValues {
    const found = new Map<string, string>();
    for (const [index, { name, codec }] of columns.entries()) {
      const cell = cells[index];
      if (cell !== null && cell !== undefined) found.set(name, codec.stored(cell));
    }
    return found;
  }

  /** The row of a record, with the type that it is of. Throws Misfit or SyntaxError when it can have none. */
  row(key: Buffer | null, value: Buffer): { readonly type: string; readonly values: RowValues } {
    const read = parseExactly(exactText(value));
    if (this.#contract === undefined) {
      const values = new Map([['value', json.expected(read)]]);
      if (key !== null) values.set('key', exactText(key));
      return { type: '', values };
    }
    if (!(read instanceof ExactObject)) throw new Misfit('is no object');
    const type = this.#typeOf(read, this.#contract);
    return { type, values: this.#values(read, type, this.#contract) };
  }

  /** The texts of a key's fields, out of a record's value or, of a tombstone, out of its key. */
  keyOf(columns: readonly Column[], key: Buffer | null, value: Buffer | null): readonly string[] {
    const members = value === null ? tombstoneKey(columns, key) : objectOf(exactText(value));
    return columns.map(({ name, field }) => {
      const member = members(name);
      if (member === undefined || member === null) throw new Misfit(`${name} is not there`);
      return this.#codec(field).expected(member);
    });
  }

  #codec(field: Field): Codec {
    const codec = this.#codecs.get(field) ?? codecOf(field, this.#zone);
    this.#codecs.set(field, codec);
    return codec;
  }

  #typeOf(event: ExactObject, { by, types = {}, aliases = {} }: EventContract): string {
    if (by === undefined) return '';
    const value = event.get(by);
    if (typeof value !== 'string') throw new Misfit(`${by} is no text`);
    const type = Object.hasOwn(types, value) ? value : Object.hasOwn(aliases, value) ? aliases[value] : undefined;
    if (type === undefined) throw new Misfit(`${by} is of no known type`);
    return type;
  }

  #values(event: ExactObject, type: string, contract: EventContract): RowValues {
    const fields = { ...contract.fields, ...contract.types?.[type] };
    const values = new Map<string, string>();
    for (const [name, field] of Object.entries(fields)) {
      const value = name === contract.by ? type : event.get(name);
      if (value !== undefined && value !== null) values.set(name, this.#codec(field).expected(value));
    }
    const undeclared = [...event.members].filter(([name]) => !Object.hasOwn(fields, name));
    if (contract.unknown === 'keep' && undeclared.length > 0) {
      values.set('_rest', json.expected(new ExactObject(event.text, new Map(undeclared), undefined)));
    }
    return values;
  }
}

type Members = (name: string) => ExactValue | undefined;

function objectOf(text: string): Members {
  const read = parseExactly(text);
  if (!(read instanceof ExactObject)) throw new Misfit('is no object');
  return (name) => read.get(name);
}

/** The key of one text field is its text; else it is JSON: an object of the fields, or the one value itself. */
function tombstoneKey(columns: readonly Column[], key: Buffer | null): Members {
  if (key === null) throw new Misfit('has no key');
  const text = exactText(key);
  const [only, ...more] = columns;
  const read = parsed(text);
  if (read instanceof ExactObject && columns.every(({ name }) => read.get(name) !== undefined)) {
    return (name) => read.get(name);
  }
  if (only === undefined || more.length > 0) throw new Misfit('is no object of the key’s fields');
  return () => (only.field.type === 'string' ? text : read);
}

function parsed(text: string): ExactValue | undefined {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

/** The first column in which two rows differ. */
export function differingColumn(expected: RowValues, stored: RowValues): string | undefined {
  const names = new Set([...expected.keys(), ...stored.keys()]);
  return [...names].find((name) => expected.get(name) !== stored.get(name));
}
