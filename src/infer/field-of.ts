import type { Field, Fields } from '../language/model.ts';
import { MOST_NAMES, type Seen } from './seen.ts';
import { epochOf, timeOf } from './text-forms.ts';

/** A field without saying whether it may be absent. */
export type Shape = Field extends infer F ? (F extends Field ? Omit<F, 'required'> : never) : never;

/** So often each of few texts must have stood in a place, on average, before they count as all that may stand there. */
const PER_CHOICE = 10;
const MOST_CHOICES = 12;
/** Objects with more names than this, each of which few have, are maps. */
const NAMES_OF_A_MAP = 20;
/** So many numbers with a fraction must agree before their digits count as all that may stand there. */
const PER_DECIMALS = 20;

/** Names that a contract may give a field: no column of the sinks, and no `?` behind it. */
export const isDeclarable = (name: string): boolean =>
  name.trim() === name &&
  name !== '' &&
  !name.endsWith('?') &&
  !['_rest', 'kafka_partition', 'kafka_offset'].includes(name);

/** The narrowest type that all values of a place have; `any` where they have none in common. */
export function shapeOf(name: string, seen: Seen): Shape {
  const { texts, booleans, numbers, lists, objects, isBroken, isOdd } = seen;
  const kinds = [texts, booleans, numbers.whole + numbers.broken, lists, objects].filter((count) => count > 0);
  if (kinds.length !== 1 || isBroken || isOdd) return { type: 'any' };
  if (texts > 0) return textShape(seen);
  if (booleans > 0) return { type: 'boolean' };
  if (lists > 0) return listShape(name, seen);
  return objects > 0 ? objectShape(seen) : numberShape(name, seen);
}

function textShape({ texts, forms, choices }: Seen): Shape {
  const time = timeOf(forms);
  if (time !== undefined) {
    const fraction = forms.digits > 6 ? { fraction: 'nanoseconds' as const } : {};
    return { type: 'string', format: time, ...fraction };
  }
  if (forms.uuid) return { type: 'string', format: 'uuid' };
  if (forms.decimals !== undefined && texts >= PER_DECIMALS)
    return { type: 'string', format: 'decimal', decimals: forms.decimals };
  const isChoice =
    choices !== undefined && choices.size <= MOST_CHOICES && texts >= PER_CHOICE * choices.size && !choices.has('');
  return isChoice ? { type: 'string', enum: [...choices.keys()].sort() } : { type: 'string' };
}

function numberShape(name: string, { numbers }: Seen): Shape {
  const { whole, broken, least, most, decimals, isTooLarge } = numbers;
  if (isTooLarge) return { type: 'any' };
  if (broken === 0) {
    const format = epochOf(name, least, most);
    return { type: 'integer', ...(format === undefined ? {} : { format }) };
  }
  if (whole > 0 && !(Number.isSafeInteger(least) || Math.abs(least) < 2 ** 53)) return { type: 'any' };
  return { type: 'number', ...(decimals === undefined || broken < PER_DECIMALS ? {} : { decimals }) };
}

function listShape(name: string, { items }: Seen): Shape {
  const inner = items === undefined || items.nulls > 0 ? ({ type: 'any' } as const) : shapeOf(name, items);
  const required = inner.type !== 'any';
  return { type: 'array', items: { ...inner, required } };
}

function objectShape(seen: Seen): Shape {
  const { members, values, objects } = seen;
  const names = members?.size ?? MOST_NAMES;
  const rare = members !== undefined && [...members.values()].every(({ count }) => count * 2 < objects);
  const odd = members !== undefined && [...members.keys()].some((name) => !isDeclarable(name));
  if (members === undefined || names === 0 || odd || (names > NAMES_OF_A_MAP && rare)) {
    const inner = values === undefined || values.nulls > 0 ? ({ type: 'any' } as const) : shapeOf('', values);
    return { type: 'map', values: { ...inner, required: inner.type !== 'any' } };
  }
  return { type: 'object', fields: fieldsOf(members, objects) };
}

/** The fields of `count` objects, in the order in which they were first seen. */
export function fieldsOf(members: ReadonlyMap<string, Seen>, count: number): Fields {
  return Object.fromEntries([...members].map(([name, seen]) => [name, fieldOf(name, seen, count)]));
}

/** The field `name` of `count` objects: required where each of them has it, and not as null. */
export function fieldOf(name: string, seen: Seen, count: number): Field {
  return { ...shapeOf(name, seen), required: seen.count === count && seen.nulls === 0 };
}

/** Places whose values have no type in common, with how many are of which. */
export function mixedPlaces(members: ReadonlyMap<string, Seen>, before = ''): readonly string[] {
  return [...members].flatMap(([name, seen]) => {
    const { texts, booleans, numbers, lists, objects, items } = seen;
    const counts = { texts, numbers: numbers.whole + numbers.broken, booleans, lists, mappings: objects };
    const kinds = Object.entries(counts).filter(([, count]) => count > 0);
    if (kinds.length > 1) {
      const told = kinds.map(([kind, count]) => `${count.toLocaleString('en-US')} ${kind}`).join(', ');
      return [`${before}${name} is of no one type: ${told}`];
    }
    const inner = objects > 0 ? seen.members : items?.objects === items?.count ? items?.members : undefined;
    return inner === undefined ? [] : mixedPlaces(inner, `${before}${name}.`);
  });
}
