import { parseDuration } from '../base/units.ts';
import { isRecord, type Values } from '../base/values.ts';

const format = (name: string) => `write \`{ type: string, format: ${name} }\``;
const times =
  'write `{ type: string, format: date-time }`, or `local-date-time` for times without a zone; for a number since 1970 `{ type: integer, format: epoch-milliseconds }`';
const type = (name: string) => `write \`${name}\``;

/** What other languages call the types of fields, and how it is said here. */
const types = new Map<string, string>(
  Object.entries({
    ...Object.fromEntries(['timestamp', 'datetime', 'time', 'instant'].map((word) => [word, times])),
    date: format('date'),
    ...Object.fromEntries(['uuid', 'email', 'uri'].map((word) => [word, format(word)])),
    url: format('uri'),
    ...Object.fromEntries(['double', 'float', 'real', 'numeric'].map((word) => [word, type('number')])),
    decimal: 'write `{ type: number, decimals: 2 }`, or `{ type: string, format: decimal, decimals: 2 }` for text',
    ...Object.fromEntries(['int', 'int32', 'int64', 'long', 'bigint', 'short'].map((word) => [word, type('integer')])),
    bool: type('boolean'),
    ...Object.fromEntries(['text', 'str', 'varchar', 'char', 'keyword'].map((word) => [word, type('string')])),
    ...Object.fromEntries(
      ['array', 'list'].map((word) => [word, 'write `{ items: string }`, with the type of its items']),
    ),
    ...Object.fromEntries(['object', 'struct', 'record'].map((word) => [word, 'write `{ fields: { NAME: TYPE } }`'])),
    ...Object.fromEntries(
      ['map', 'dict', 'dictionary'].map((word) => [word, 'write `{ values: string }`, with the type of its values']),
    ),
    ...Object.fromEntries(
      ['bytes', 'binary', 'bytea', 'blob', 'varbinary', 'base64'].map((word) => [word, format('base64')]),
    ),
    ...Object.fromEntries(['json', 'jsonb', 'variant', 'mixed', 'unknown'].map((word) => [word, type('any')])),
    enum: 'write `{ type: string, enum: [one, other] }`',
  }),
);

/** How the type that somebody wrote is said here; undefined for words of no other language. */
export const typeHint = (written: string): string | undefined => types.get(written.toLowerCase().replace(/\?$/, ''));

/** Keys of other languages, and the keys here of which the first that is allowed is meant. */
const keys = new Map<string, readonly string[]>(
  Object.entries({
    min: ['minimum', 'minLength', 'minItems'],
    max: ['maximum', 'maxLength', 'maxItems'],
    gt: ['exclusiveMinimum'],
    lt: ['exclusiveMaximum'],
    scale: ['decimals'],
    values: ['enum'],
    regex: ['pattern'],
    properties: ['fields'],
    topic: ['from', 'to'],
    topics: ['from', 'to'],
    replicas: ['replication'],
    schema: ['event'],
    interval: ['every'],
  }),
);

/** The key here that `written` means among those that are `allowed`. */
export const meantKey = (written: string, allowed: readonly string[]): string | undefined =>
  keys.get(written)?.find((key) => allowed.includes(key));

/** How what somebody meant by an unknown key of another language is said here. */
export function keyHint(written: string, value: unknown, allowed: readonly string[]): string | undefined {
  const meant = meantKey(written, allowed);
  if (meant !== undefined) return `write \`${meant}\``;
  if (['optional', 'nullable', 'required'].includes(written) && allowed.includes('type')) {
    return 'leave it out: a field is required unless a `?` stands behind its name or type, as in `note?: string`';
  }
  if (written === 'decimals' && allowed.includes('exclusiveMinimum')) return 'an integer has none: make it a `number`';
  if (written === 'format' && allowed.includes('decimals')) return 'make it an `integer`, which may have one';
  if (allowed.includes('minLength')) {
    if (written === 'decimals') return 'add `format: decimal` for a number in text, or make it a `number`';
    if (written === 'fraction') return 'leave it out: it is of `format: date-time` and `local-date-time`';
    if (written.toLowerCase().endsWith('imum')) return 'give the text a format that is a number: decimal or epoch-…';
  }
  if (written !== 'retention') return undefined;
  if (!allowed.includes('partitions')) return 'a topic has one: `config: { retention.ms: … }` under `topics`';
  const kept = milliseconds(value);
  return `write \`config: { retention.ms: ${kept ?? 604_800_000} }\`${kept === undefined ? ', here for 7 days' : ''}`;
}

function milliseconds(value: unknown): number | undefined {
  try {
    return typeof value === 'string' ? parseDuration(value) : undefined;
  } catch {
    return undefined;
  }
}

/** What a mapping that stands for a field and has no type may have been meant to be. */
export function fieldHint(name: string, written: Values, near: string | undefined): string {
  if (Array.isArray(written.values)) return `write \`${name}: { type: string, enum: [${written.values.join(', ')}] }\``;
  if (near !== undefined) return `did you mean \`type\` by \`${near}\`?`;
  const inner = Object.keys(written)[0] ?? 'NAME';
  return `add \`type\`; the fields of a mapping stand under \`fields\`: \`${name}: { fields: { ${inner}: … } }\``;
}

/** Said where a list or mapping stands for something else in a contract. */
export function shapeHint(key: unknown, value: unknown): string | undefined {
  if (key !== 'enum' || !isRecord(value)) return undefined;
  const listed = Object.keys(value).join(', ');
  return `list the values: [${listed}]; how often each is made is said in the source: \`choice: { … }\``;
}
