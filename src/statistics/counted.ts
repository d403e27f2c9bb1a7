import { addDecimals, type Decimal, decimalText, parseDecimal, zero } from '../base/decimal.ts';
import { isRecord } from '../base/values.ts';

/** Values of one field. */
export interface FieldCounts {
  readonly values: Map<string, number>;
  /** Events without the field. */
  none: number;
  /** Events whose value found no room. */
  other: number;
}

export interface FieldSum {
  total: Decimal;
  /** Events that it is a sum over. */
  events: number;
}

/** Numbers of some events; fields and sums in the order of the entry that declares them. */
export interface Counted {
  events: number;
  readonly fields: readonly FieldCounts[];
  readonly sums: readonly FieldSum[];
}

/** What one event adds. `undefined`: it has no such value. */
export interface Contribution {
  readonly values: readonly (string | undefined)[];
  readonly sums: readonly (Decimal | undefined)[];
}

export const nothing = (fields: number, sums: number): Counted => ({
  events: 0,
  fields: Array.from({ length: fields }, () => ({ values: new Map(), none: 0, other: 0 })),
  sums: Array.from({ length: sums }, () => ({ total: zero, events: 0 })),
});

/** Counts one event. `room`: how many values may be new. Returns how many were. */
export function count(counted: Counted, { values, sums }: Contribution, room: number): number {
  let added = 0;
  counted.events++;
  for (let index = 0; index < values.length; index++) {
    const field = counted.fields[index];
    const value = values[index];
    if (field === undefined) continue;
    if (value === undefined) {
      field.none++;
      continue;
    }
    const before = field.values.get(value);
    if (before === undefined && added >= room) field.other++;
    else {
      field.values.set(value, (before ?? 0) + 1);
      if (before === undefined) added++;
    }
  }
  for (let index = 0; index < sums.length; index++) {
    const [sum, value] = [counted.sums[index], sums[index]];
    if (sum === undefined || value === undefined) continue;
    sum.total = addDecimals(sum.total, value);
    sum.events++;
  }
  return added;
}

export const valuesIn = ({ fields }: Counted): number => fields.reduce((sum, { values }) => sum + values.size, 0);

/** Adds `more` to `counted`. */
export function addCounted(counted: Counted, more: Counted): void {
  counted.events += more.events;
  for (const [index, { values, none, other }] of more.fields.entries()) {
    const field = counted.fields[index];
    if (field === undefined) continue;
    field.none += none;
    field.other += other;
    for (const [value, times] of values) field.values.set(value, (field.values.get(value) ?? 0) + times);
  }
  for (const [index, { total, events }] of more.sums.entries()) {
    const sum = counted.sums[index];
    if (sum === undefined) continue;
    sum.total = addDecimals(sum.total, total);
    sum.events += events;
  }
}

/** As JSON that `countedOf` reads. */
export const packCounted = ({ events, fields, sums }: Counted): unknown => [
  events,
  fields.map(({ values, none, other }) => [none, other, [...values]]),
  sums.map(({ total, events }) => [decimalText(total), events]),
];

/** Throws RangeError for what `packCounted` has not made. */
export function unpackCounted(packed: unknown): Counted {
  const [events, fields, sums] = listOf(packed);
  return {
    events: whole(events),
    fields: listOf(fields).map((field) => {
      const [none, other, values] = listOf(field);
      const entries = listOf(values).map((entry) => {
        const [value, times] = listOf(entry);
        return [text(value), whole(times)] as const;
      });
      return { values: new Map(entries), none: whole(none), other: whole(other) };
    }),
    sums: listOf(sums).map((sum) => {
      const [total, over] = listOf(sum);
      const number = parseDecimal(text(total));
      if (number === undefined) throw new RangeError('a sum is no number');
      return { total: number, events: whole(over) };
    }),
  };
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new RangeError('a list is missing');
}

export function whole(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new RangeError('a whole number is missing');
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new RangeError('a text is missing');
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw new RangeError('an object is missing');
}
