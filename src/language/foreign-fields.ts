import { entriesOf, isRecord, type Values } from '../base/values.ts';
import { flowText } from './flow-text.ts';
import { type Meant, shortened, typeMeant } from './foreign-types.ts';

const lists = ['array', 'list', 'set'];
const mappings = ['object', 'struct', 'record', 'mapping', 'row', 'message'];
const maps = ['map', 'dict', 'dictionary'];
const valueWords = ['values', 'value', 'valueType', 'additionalProperties'];
const itemWords = ['items', 'of', 'element', 'elements', 'elementType', 'item', 'itemType'];
const fieldWords = ['fields', 'properties', 'columns', 'attributes', 'children', 'members'];
const enumWords = ['enum', 'enums', 'values', 'symbols', 'choices', 'options', 'allowed', 'oneOf', 'one_of', 'in'];
const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'decimals'];

/** Words that say nothing a contract knows: where they stand is told apart, and they go. */
export const idleWords: readonly string[] = [
  ...['description', 'desc', 'doc', 'comment', 'title', 'label', 'name', 'example', 'examples', 'default'],
  ...['unique', 'primaryKey', 'primary_key', 'pk', 'index', 'indexed', 'sensitive', 'pii', 'deprecated'],
];

/** Words that say whether a field may be absent, and what they say of it when they are true. */
const absence: Readonly<Record<string, boolean>> = {
  optional: true,
  nullable: true,
  null: true,
  required: false,
  mandatory: false,
  notNull: false,
  not_null: false,
};

/** Whether `word`, with this value, says of a field that it may be absent; undefined for any other word. */
export function saysAbsent(word: string, value: unknown): boolean | undefined {
  const whenTrue = Object.hasOwn(absence, word) ? absence[word] : undefined;
  return whenTrue === undefined || typeof value !== 'boolean' ? undefined : whenTrue === value;
}

/** `name: field` as it is written here, for what another language would write; undefined where nobody can tell. */
export function fieldMeant(name: string, written: unknown): string | undefined {
  const meant = meantBy(written);
  if (meant === undefined) return undefined;
  const [key, field] = entryOf(name, meant);
  return `${flowText(key)}: ${flowText(field)}`;
}

/** The field alone, where its name stays as it is. */
export function typeText(written: string): string | undefined {
  const meant = typeMeant(written) ?? meantBy({ type: written });
  if (meant === undefined) return undefined;
  return meant.optional ? undefined : flowText(shortened(meant.field));
}

const entryOf = (name: string, { field, optional }: Meant): readonly [string, unknown] => [
  optional && !name.endsWith('?') ? `${name}?` : name,
  shortened(field),
];

function meantBy(written: unknown): Meant | undefined {
  if (written === null || written === undefined) return { field: { type: 'string' }, optional: false };
  if (typeof written === 'string') return typeMeant(written);
  if (Array.isArray(written)) return meantByList(written);
  return isRecord(written) ? meantByMapping(written) : undefined;
}

/** `[string, "null"]` may be absent, `[string]` is a list, `[open, closed]` are the only values. */
function meantByList(written: readonly unknown[]): Meant | undefined {
  const some = written.filter((item) => item !== null && item !== 'null');
  const [first] = some;
  if (!some.every((item) => typeof item === 'string') || typeof first !== 'string') return undefined;
  if (some.some((item) => typeMeant(item) === undefined)) {
    return { field: { type: 'string', enum: some }, optional: some.length < written.length };
  }
  const inner = some.length === 1 ? typeMeant(first) : undefined;
  if (inner === undefined) return undefined;
  if (some.length < written.length) return { ...inner, optional: true };
  return { field: { items: shortened(inner.field) }, optional: false };
}

function meantByMapping(written: Values): Meant | undefined {
  const optional = entriesOf(written).some(([word, value]) => saysAbsent(word, value) === true);
  const said = Object.fromEntries(
    entriesOf(written).filter(([word, value]) => saysAbsent(word, value) === undefined && !idleWords.includes(word)),
  );
  const meant = listIn(said) ?? mapIn(said) ?? mappingIn(said) ?? plainIn(said);
  return meant === undefined ? undefined : { field: meant.field, optional: meant.optional || optional };
}

const firstOf = (words: readonly string[], said: Values): string | undefined =>
  words.find((word) => Object.hasOwn(said, word));

const named = (type: unknown, names: readonly string[]): boolean =>
  typeof type === 'string' && names.includes(type.toLowerCase().replace(/\?$/, ''));

const endsOptional = (type: unknown): boolean => typeof type === 'string' && type.endsWith('?');

function listIn(said: Values): Meant | undefined {
  const word = firstOf(itemWords, said);
  if (!named(said.type, lists) && word === undefined) return undefined;
  const items = word === undefined ? { field: { type: 'string' } } : meantBy(said[word]);
  return items && { field: { items: shortened(items.field) }, optional: endsOptional(said.type) };
}

function mapIn(said: Values): Meant | undefined {
  if (!named(said.type, maps)) return undefined;
  const word = firstOf(valueWords, said);
  const values = word === undefined ? { field: { type: 'string' } } : meantBy(said[word]);
  return values && { field: { values: shortened(values.field) }, optional: endsOptional(said.type) };
}

function mappingIn(said: Values): Meant | undefined {
  const { type, ...rest } = said;
  const word = firstOf(fieldWords, said);
  const isNamed = named(type, mappings);
  const isBare = type === undefined && Object.values(rest).every(isFieldLike) && Object.keys(rest).length > 0;
  if (word === undefined && !isNamed && !isBare) return undefined;
  const inner = word === undefined ? rest : said[word];
  const required = Array.isArray(said.required) ? said.required : undefined;
  const fields: [string, unknown][] = [];
  for (const [name, field] of entriesOf(inner)) {
    const meant = meantBy(field);
    if (meant === undefined) return undefined;
    const mayBeAbsent = required === undefined ? meant.optional : !required.includes(name);
    fields.push([...entryOf(name, { ...meant, optional: mayBeAbsent })]);
  }
  if (fields.length === 0) fields.push(['name', 'string']);
  return { field: { fields: Object.fromEntries(fields) }, optional: endsOptional(type) };
}

/** Whether `value` is what stands for a field: the name of a type, or a mapping with one. */
const isFieldLike = (value: unknown): boolean =>
  typeof value === 'string' ? typeMeant(value) !== undefined : isRecord(value) && meantBy(value) !== undefined;

function plainIn(said: Values): Meant | undefined {
  const { type, ...words } = said;
  const base = named(type, ['enum'])
    ? { field: {}, optional: false }
    : type === undefined
      ? guessed(words)
      : meantBy(type);
  if (base === undefined) return undefined;
  let field: Values = base.field;
  for (const [word, value] of Object.entries(words)) {
    const more = constraint(word, value, field);
    if (more === undefined) return undefined;
    field = { ...field, ...more };
  }
  return field.type === undefined ? undefined : { field, optional: base.optional };
}

/** The type of a field that says only what its values are. */
function guessed(words: Values): Meant | undefined {
  const choices = firstOf(enumWords, words);
  if (choices !== undefined) return { field: {}, optional: false };
  if (words.format !== undefined || words.pattern !== undefined) return { field: { type: 'string' }, optional: false };
  const bounds = entriesOf(words).filter(([word]) => limits.includes(word));
  if (bounds.length === 0) return undefined;
  const isWhole = words.decimals === undefined && bounds.every(([, value]) => Number.isInteger(value));
  return { field: { type: isWhole ? 'integer' : 'number' }, optional: false };
}

/** One constraint of a field of this type, by any name, as it is written here. */
function constraint(word: string, value: unknown, { type }: Values): Values | undefined {
  if (enumWords.includes(word)) {
    const choices = Array.isArray(value)
      ? value
      : typeof value === 'string'
        ? value.split(/ *[,|] */)
        : Object.keys(Object(value));
    const isText = choices.every((choice) => typeof choice === 'string');
    return {
      type: type ?? (isText ? 'string' : choices.every(Number.isInteger) ? 'integer' : 'number'),
      enum: choices,
    };
  }
  const [low, high] = Array.isArray(value) ? value : [];
  if (type === 'integer' || type === 'number') {
    if (/^(scale|precision|decimals?|digits)$/.test(word)) return { type: 'number', decimals: Number(value) };
    if (word === 'range' || word === 'between') return { minimum: Number(low), maximum: Number(high) };
    const limit = numberLimits.get(word) ?? (limits.includes(word) ? word : undefined);
    if (limit !== undefined) return { [limit]: Number(value) };
    return word === 'format' && typeof value === 'string' ? formatMeant(value, true) : undefined;
  }
  if (type !== 'string') return undefined;
  if (word === 'format') return typeof value === 'string' ? formatMeant(value) : undefined;
  const limit = textLimits.get(word) ?? (['minLength', 'maxLength', 'pattern'].includes(word) ? word : undefined);
  return limit === undefined ? undefined : { [limit]: limit === 'pattern' ? String(value) : Number(value) };
}

const numberLimits = new Map([
  ...['min', 'gte', 'ge', 'atLeast'].map((word) => [word, 'minimum'] as const),
  ...['max', 'lte', 'le', 'atMost'].map((word) => [word, 'maximum'] as const),
  ['gt', 'exclusiveMinimum'],
  ['lt', 'exclusiveMaximum'],
]);
const textLimits = new Map([
  ...['min', 'minlength', 'min_length', 'minLen'].map((word) => [word, 'minLength'] as const),
  ...['max', 'length', 'size', 'maxlength', 'max_length', 'maxLen', 'len'].map((word) => [word, 'maxLength'] as const),
  ...['regex', 'regexp', 'match', 'matches'].map((word) => [word, 'pattern'] as const),
]);

/** The format that other languages write so, with the type that has it; undefined where there is none like it. */
export function formatMeant(written: string, ofNumber = false): Values | undefined {
  const word = written.toLowerCase();
  if (/^y{4}[^a-z0-9]?m{2}[^a-z0-9]?d{2}$/i.test(written)) return { type: 'string', format: 'date' };
  if (/y{4}.*m{2}.*d{2}.*h{2}/i.test(written)) {
    return { type: 'string', format: /[zx]/i.test(written.slice(-3)) ? 'date-time' : 'local-date-time' };
  }
  const isInstant = /^(rfc ?-?3339|iso ?-?8601.*)$/.test(word);
  const known = isInstant ? { type: 'string', format: 'date-time' } : typeMeant(word)?.field;
  if (known?.format === undefined) return undefined;
  return ofNumber && known.format === 'date-time' ? { type: 'integer', format: 'epoch-milliseconds' } : known;
}
