import type { EventContract, Field, Fields } from '../language/model.ts';
import { wordsOf } from './event-words.ts';
import { fieldOf, shapeOf } from './field-of.ts';
import type { Seen } from './seen.ts';

/** One difference between what is declared and what was seen. */
export interface Drift {
  /** `new`: seen, and not declared; `unseen`: declared, and never seen; `misfit`: declared otherwise than seen. */
  readonly kind: 'new' | 'unseen' | 'misfit';
  /** Where: `price`, `sale.price` in a type, `place.lat` in an object. */
  readonly place: string;
  readonly message: string;
  /** In how many of the events. */
  readonly count: number;
  readonly of: number;
  /** How it would be declared. */
  readonly words?: unknown;
}

/** What all events were, and those of each type. */
export interface SeenEvents {
  readonly all: Seen;
  readonly types: ReadonlyMap<string, Seen>;
}

/** How the events that were seen differ from their contract. */
export function driftOf(declared: EventContract, { all, types }: SeenEvents): readonly Drift[] {
  const { by, fields, types: declaredTypes, aliases = {} } = declared;
  if (by === undefined || declaredTypes === undefined) return driftOfFields(fields, all, '', all.objects);
  const common = Object.entries(fields).flatMap(([name, field]) =>
    name === by ? [] : driftOfField(name, field, all.members?.get(name), all.objects),
  );
  const typed = Object.entries(declaredTypes).flatMap(([type, own]) => {
    const seen = types.get(type);
    if (seen === undefined) return [unseen(type, 'a type that no event is of', all.objects)];
    return driftOfFields(own, seen, `${type}.`, seen.objects, Object.keys(fields));
  });
  const unknown = [...types].flatMap(([type, seen]): Drift[] =>
    Object.hasOwn(declaredTypes, type) || Object.hasOwn(aliases, type)
      ? []
      : [{ kind: 'new', place: type, message: 'a type that is not declared', count: seen.objects, of: all.objects }],
  );
  return [...common, ...typed, ...unknown];
}

const unseen = (place: string, message: string, of: number): Drift => ({
  kind: 'unseen',
  place,
  message,
  count: 0,
  of,
});

function driftOfFields(
  fields: Fields,
  { members }: Seen,
  before: string,
  of: number,
  besides: readonly string[] = [],
): readonly Drift[] {
  const known = Object.entries(fields).flatMap(([name, field]) =>
    driftOfField(`${before}${name}`, field, members?.get(name), of, name),
  );
  const others = [...(members ?? [])].filter(([name]) => !Object.hasOwn(fields, name) && !besides.includes(name));
  return [
    ...known,
    ...others.map(([name, seen]): Drift => {
      const words = wordsOf(fieldOf(name, seen, of));
      return { kind: 'new', place: `${before}${name}`, message: 'not declared', count: seen.count, of, words };
    }),
  ];
}

function driftOfField(place: string, field: Field, seen: Seen | undefined, of: number, name = place): readonly Drift[] {
  if (seen === undefined) {
    return [unseen(place, field.required ? 'required, and in no event' : 'in no event', of)];
  }
  const misfit = (message: string, count: number): Drift => ({
    kind: 'misfit',
    place,
    message,
    count,
    of,
    words: wordsOf(fieldOf(name, seen, of)),
  });
  const lacking = of - seen.count + seen.nulls;
  const absent = field.required && lacking > 0 ? [misfit('required, and absent or null', lacking)] : [];
  const others = seen.count - seen.nulls - fitting(field, seen);
  if (others > 0) return [...absent, misfit(`declared as ${nameOf(field)}, and something else`, others)];
  if (field.type === 'object' && seen.objects > 0) {
    return [...absent, ...driftOfFields(field.fields, seen, `${place}.`, seen.objects)];
  }
  const format = 'format' in field ? field.format : undefined;
  const shape = shapeOf(name, seen);
  const isTime = format === 'date' || format === 'date-time' || format === 'local-date-time';
  const untimely = isTime ? seen.texts - seen.forms.times[format] : 0;
  if (untimely > 0) {
    return [...absent, misfit(`declared as ${format}, and some are not`, untimely)];
  }
  if ('enum' in field && field.enum !== undefined && seen.texts > 0) {
    const strangers = [...(seen.choices ?? [])].filter(([value]) => !field.enum?.some((one) => one === value));
    const count = strangers.reduce((sum, [, times]) => sum + times, 0);
    if (seen.choices === undefined) return [...absent, misfit('more values than are declared', seen.texts)];
    if (count > 0) {
      return [...absent, misfit(`not among the declared values: ${strangers.map(([one]) => one).join(', ')}`, count)];
    }
  }
  const hasDecimals = field.type === 'number' && field.decimals !== undefined && shape.type === 'number';
  if (hasDecimals && (shape.decimals === undefined || shape.decimals > (field.decimals ?? 0))) {
    return [...absent, misfit(`declared with ${field.decimals} decimals, and some have more`, seen.numbers.broken)];
  }
  return absent;
}

/** How many values of a place are of the field's type. */
function fitting(field: Field, { texts, booleans, numbers, lists, objects, count, nulls }: Seen): number {
  switch (field.type) {
    case 'string':
      return texts;
    case 'boolean':
      return booleans;
    case 'integer':
      return numbers.whole;
    case 'number':
      return numbers.whole + numbers.broken;
    case 'array':
      return lists;
    case 'object':
    case 'map':
      return objects;
    case 'any':
      return count - nulls;
  }
}

const nameOf = ({ type }: Field): string =>
  type === 'array' ? 'a list' : type === 'object' ? 'a mapping' : type === 'map' ? 'a map' : type;
