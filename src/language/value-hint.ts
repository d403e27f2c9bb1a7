import { isRecord, type Values } from '../base/values.ts';
import { flowText } from './flow-text.ts';

const write = (value: unknown): string => `write \`${flowText(value)}\``;

/**
 * How a value of another type is written, where it is plain what is meant: a number in quotes, one value for a list,
 * one word's value for the mapping that holds the word. `schema`: that of the value.
 */
export function typeHint(data: unknown, wanted: readonly string[], schema: unknown): string | undefined {
  const isScalar = ['string', 'number', 'boolean'].includes(typeof data);
  if (data === true && wanted.includes('`false`')) return 'leave it out: only `false` says something here';
  if (typeof data === 'string') {
    const scalar = scalarIn(data, wanted);
    if (scalar !== undefined) return `${write(scalar)}, without quotes`;
  }
  if (wanted.includes('array')) {
    if (typeof data === 'string') return write(data.split(/ *, */));
    if (isRecord(data) && !wanted.includes('object')) return listHint(data, schema);
    if (isScalar) return write([data]);
  }
  if (wanted.includes('string')) {
    if (Array.isArray(data) && data.length === 1 && typeof data[0] === 'string') return write(data[0]);
    if (typeof data === 'number') return `write \`"${data}"\`, in quotes`;
  }
  if (wanted.includes('integer') && typeof data === 'number') return write(Math.max(1, Math.round(data)));
  if (!wanted.includes('object') || !isRecord(schema)) return undefined;
  const names = Array.isArray(data) ? namesHint(data, schema) : undefined;
  if (names !== undefined) return names;
  const compared = typeof data === 'string' ? comparison(data) : undefined;
  const words = wordsOf(schema);
  if (compared !== undefined && words.some(([word]) => word === compared[0]))
    return write(Object.fromEntries([compared]));
  const word = wordFor(data, words, schema.required);
  if (word !== undefined) return write({ [word]: data });
  return isScalar && words.length === 0 && schema.additionalProperties !== undefined ? write({}) : undefined;
}

/** How a text is written that lacks or has too much of what `schema` wants around it: `/data/x` for `data/x/`. */
export function patternHint(data: unknown, schema: unknown): string | undefined {
  const { pattern } = isRecord(schema) ? schema : {};
  if (typeof data !== 'string' || typeof pattern !== 'string') return undefined;
  const path = data.replace(/^[a-z0-9]+:\/\/[^/]*/i, '').replace(/\/+$/, '');
  const candidates = [
    path,
    `/${path}`,
    path.replace(/^\/+/, ''),
    ...(/^[a-z0-9+]+:/i.test(data) ? [] : [`https://${data}`]),
  ];
  const fitting = candidates.find((candidate) => candidate !== '' && new RegExp(pattern).test(candidate));
  return fitting === undefined ? undefined : write(fitting);
}

/** `>500` as the word of JSON Schema that says it. */
function comparison(text: string): readonly [word: string, bound: number | string] | undefined {
  const [, sign = '', bound = ''] = /^ *(>=|<=|>|<|==?) *(.+?) *$/.exec(text) ?? [];
  const word = { '>=': 'minimum', '<=': 'maximum', '>': 'exclusiveMinimum', '<': 'exclusiveMaximum' }[sign];
  if (word !== undefined) return Number.isFinite(Number(bound)) ? [word, Number(bound)] : undefined;
  return sign === '' ? undefined : ['const', Number.isFinite(Number(bound)) ? Number(bound) : bound];
}

function scalarIn(text: string, wanted: readonly string[]): number | boolean | undefined {
  if (wanted.includes('boolean') && /^(true|yes|on|false|no|off)$/i.test(text)) return /^(true|yes|on)$/i.test(text);
  const [, digits, thousands = ''] = /^ *(-?[0-9][0-9_,.]*) *([kM]?) *$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits.replace(/[_,]/g, '')) * (thousands === 'k' ? 1e3 : thousands === 'M' ? 1e6 : 1);
  return wanted.includes('number') || (wanted.includes('integer') && Number.isInteger(number)) ? number : undefined;
}

/** `{ min: 1, max: 9 }` for `[1, 9]`; the names where they are what is listed. */
function listHint(data: Values, schema: unknown): string | undefined {
  const all = Object.values(data);
  const ofNumbers = isRecord(schema) && isRecord(schema.items) && schema.items.type !== 'string';
  if (all.length > 0 && all.every((value) => typeof value === 'number') && ofNumbers) return write(all);
  return write(Object.keys(data));
}

/** A list of names where a mapping by name stands: each with nothing beside it, or a weight of 1. */
function namesHint(data: readonly unknown[], { additionalProperties: member }: Values): string | undefined {
  if (!isRecord(member) || !data.every((name) => typeof name === 'string')) return undefined;
  const empty = member.type === 'object' ? {} : member.type === 'number' || member.type === 'integer' ? 1 : undefined;
  return empty === undefined ? undefined : write(Object.fromEntries(data.map((name) => [name, empty])));
}

type WordSchemas = readonly (readonly [word: string, schema: unknown])[];

/** The words of a mapping, also where they depend on another word. */
function wordsOf({ properties, else: otherwise }: Values): WordSchemas {
  if (isRecord(properties)) return Object.entries(properties);
  return isRecord(otherwise) ? wordsOf(otherwise) : [];
}

/** The word that alone can be meant by one value: the only one that the mapping needs, or the first that fits. */
function wordFor(data: unknown, words: WordSchemas, required: unknown): string | undefined {
  const needed = Array.isArray(required) ? required : [];
  if (needed.length > 1) return undefined;
  const candidates = needed.length === 0 ? words : words.filter(([word]) => needed.includes(word));
  return candidates.find(([, schema]) => isRecord(schema) && fits(data, schema))?.[0];
}

function fits(data: unknown, schema: Values): boolean {
  if (Array.isArray(data)) return isRecord(schema.if) && schema.if.type === 'array';
  const types = [schema.type].flat();
  const isOfType = types.includes(typeof data) || (types.includes('integer') && Number.isInteger(data));
  if (Array.isArray(schema.enum)) return schema.enum.includes(data);
  if (Object.hasOwn(schema, 'const')) return schema.const === data;
  return isOfType && (typeof schema.pattern !== 'string' || new RegExp(schema.pattern).test(String(data)));
}

/** What may stand for a word that is missing: its only value, or one as its description shows it. */
export function exampleOf(word: string, schema: unknown): string | undefined {
  if (word === 'decimals') return 'add `decimals: 2`, or how many digits it has after the point';
  if (!isRecord(schema)) return undefined;
  const { enum: choices, default: preset, type, title, description, anyOf } = schema;
  if (Array.isArray(choices)) {
    const others = choices.slice(1).map((choice) => `\`${choice}\``);
    return `add \`${word}: ${choices[0]}\`${others.length === 0 ? '' : `, or ${others.join(', ')}`}`;
  }
  if (String(description).includes('${secret:NAME}')) return `add \`${word}: "\${secret:NAME}"\``;
  const shown =
    /such as ([^\s,]+?)[,.;]?(?:\s|$)/.exec(`${title ?? ''} `) ??
    /such as ([^\s,]+?)[,.;]?(?:\s|$)/.exec(`${description ?? ''} `);
  const example = preset ?? shown?.[1];
  if (example !== undefined) return `add \`${word}: ${flowText(example)}\``;
  return type === 'string' || Array.isArray(anyOf) ? `add \`${word}: NAME\`` : undefined;
}
