import type { EventContract, Field, Fields } from '../language/model.ts';

type Words = Readonly<Record<string, unknown>>;

/** An event as it is written under `events:`. */
export function eventWords({ by, timezone, fields, types }: EventContract): Words {
  const common = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== by));
  return {
    ...(by === undefined ? {} : { by }),
    ...(timezone === undefined ? {} : { timezone }),
    fields: fieldWords(common),
    ...(types === undefined
      ? {}
      : { types: Object.fromEntries(Object.entries(types).map(([type, own]) => [type, fieldWords(own)])) }),
  };
}

const fieldWords = (fields: Fields): Words =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [field.required ? name : `${name}?`, wordsOf(field)]),
  );

/** One field, without saying whether it may be absent. */
export function wordsOf(field: Field): unknown {
  if (field.type === 'array') return { items: innerWords(field.items) };
  if (field.type === 'map') return { values: innerWords(field.values) };
  if (field.type === 'object') return { fields: fieldWords(field.fields) };
  const { required: _, ...words } = field;
  return Object.keys(words).length === 1 ? words.type : words;
}

/** An item or a value of a map: it has no name that could say that it may be null. */
const innerWords = (field: Field): unknown => (field.type === 'any' && !field.required ? 'any?' : wordsOf(field));
