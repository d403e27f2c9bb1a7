import { addDecimals, type Decimal, decimalText, digitsOf, parseDecimal, zero } from '../../../base/decimal.ts';
import { ExactNumber } from '../../../formats/rows/exact-json.ts';
import { Unreadable } from '../../../formats/unreadable.ts';

/** The records of one group, and the sum of their amounts. */
export interface Group {
  readonly name: string | null;
  readonly count: number;
  readonly sum: Decimal;
}

/** What a count over records found: groups by a key that no two of them share. */
export interface Grouped {
  readonly groups: ReadonlyMap<string, Group>;
  /** Records of the input, whether they took part or not. */
  readonly read: number;
  /** Records that are not what was expected; they took no part. */
  readonly unreadable: number;
}

const MOST_DIGITS = 1000;

/** The number that a JSON value is, exactly; undefined when it is none. Unreadable for one of very many digits. */
export function numberOf(value: unknown): Decimal | undefined {
  const written = value instanceof ExactNumber ? value.source : typeof value === 'number' ? String(value) : undefined;
  const number = written === undefined ? undefined : parseDecimal(written);
  if (number !== undefined && digitsOf(number) > MOST_DIGITS) throw new Unreadable('very many digits');
  return number;
}

/** The key and the name of the group that a value names. Lists and objects are Unreadable. */
export function groupOf(value: unknown): { readonly key: string; readonly name: string | null } {
  if (value === null || value === undefined) return { key: 'null', name: null };
  if (typeof value === 'string') return { key: JSON.stringify(value), name: value };
  if (typeof value === 'boolean') return { key: String(value), name: String(value) };
  const number = numberOf(value);
  if (number === undefined) throw new Unreadable('a list or an object');
  const name = decimalText(number);
  return { key: name, name };
}

/** Puts records into groups one after the other. */
export class Grouping implements Grouped {
  readonly groups = new Map<string, Group>();
  read = 0;
  unreadable = 0;

  /** Adds `count` records at once, as a reducer found them. */
  add(value: unknown, count: number, amount: Decimal = zero): void {
    const { key, name } = groupOf(value);
    const before = this.groups.get(key) ?? { name, count: 0, sum: zero };
    this.groups.set(key, { name, count: before.count + count, sum: addDecimals(before.sum, amount) });
  }
}
