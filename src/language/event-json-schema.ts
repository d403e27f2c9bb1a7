import { BEHIND_LAST_SECOND, EPOCH_UNITS, type EpochFormat, FIRST_SECOND } from '../base/epoch-time.ts';
import type { JsonSchema } from './json-schema.ts';
import type { EventContract, Field, Fields, StringField } from './model.ts';

/** What `local-date-time` means, for which JSON Schema has no format. */
const localDateTime = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?$';
const number = '^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?$';

/**
 * The contract as plain JSON Schema 2020-12. Digits after the point stand in a description only: validators compute
 * `multipleOf` in binary fractions and would refuse 899.99.
 */
export function eventJsonSchema(contract: EventContract): JsonSchema {
  const { name, by, types, aliases = {}, unknown } = contract;
  const head = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: name };
  const rest = unknown === 'reject' ? { unevaluatedProperties: false } : {};
  if (by === undefined || types === undefined) return { ...head, ...objectOf(contract.fields), ...rest };
  const spellings = (type: string) => [type, ...Object.keys(aliases).filter((alias) => aliases[alias] === type)];
  const common = objectOf(contract.fields);
  return {
    ...head,
    ...common,
    properties: { ...common.properties, [by]: { type: 'string', enum: Object.keys(types).flatMap(spellings) } },
    allOf: Object.entries(types).map(([type, fields]) => {
      const { properties, required } = objectOf(fields);
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      return { if: { properties: { [by]: { enum: spellings(type) } } }, then: { properties, required } };
    }),
    ...rest,
  };
}

function objectOf(fields: Fields): { type: string; properties: Record<string, JsonSchema>; required: string[] } {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])),
    required: Object.keys(fields).filter((name) => fields[name]?.required === true),
  };
}

/** An optional field may be absent or null. */
function schemaOf(field: Field): JsonSchema {
  const { required, type, ...rest } = field;
  if (type === 'any') return required ? { not: { type: 'null' } } : {};
  if (type === 'map') {
    const types = required ? 'object' : ['object', 'null'];
    return { type: types, additionalProperties: schemaOf(field.values) };
  }
  const schema = { type: required ? type : [type, 'null'], ...constraintsOf(field, rest) };
  const choices = 'enum' in field ? field.enum : undefined;
  return choices === undefined ? schema : { ...schema, enum: required ? choices : [...choices, null] };
}

function constraintsOf(field: Field, rest: JsonSchema): JsonSchema {
  switch (field.type) {
    case 'array':
      return { ...rest, items: schemaOf(field.items) };
    case 'object': {
      const { properties, required } = objectOf(field.fields);
      return { properties, required };
    }
    case 'string':
      return textConstraints(field);
    case 'integer':
      return field.format === undefined ? rest : epochConstraints(field.format, rest);
    case 'number': {
      const { decimals, ...others } = rest;
      return decimals === undefined ? rest : { ...others, description: `at most ${decimals} digits after the point` };
    }
    default:
      return rest;
  }
}

/** Formats that JSON Schema does not know are said in its own words, and in a description. */
function textConstraints({ required: _, type: __, format, fraction: ___, decimals, ...rest }: StringField): JsonSchema {
  const { minimum: _4, maximum: _5, exclusiveMinimum: _6, exclusiveMaximum: _7, ...texts } = rest;
  switch (format) {
    case 'local-date-time':
      return { pattern: localDateTime, ...texts };
    case 'decimal':
      return { pattern: number, description: `at most ${decimals} digits after the point`, ...texts };
    case 'decimal-base64':
    case 'base64':
      return { contentEncoding: 'base64', ...texts };
    case 'epoch-seconds':
    case 'epoch-milliseconds':
    case 'epoch-microseconds':
      return { pattern: '^-?(0|[1-9][0-9]*)$', description: since(format), ...texts };
    default:
      return format === undefined ? texts : { format, ...texts };
  }
}

/** Without limits of its own, a time lies between 1973 and 5138. */
function epochConstraints(format: EpochFormat, { format: _, ...rest }: JsonSchema): JsonSchema {
  const least = rest.minimum === undefined && rest.exclusiveMinimum === undefined;
  const most = rest.maximum === undefined && rest.exclusiveMaximum === undefined;
  return {
    description: since(format),
    ...(least ? { minimum: FIRST_SECOND * EPOCH_UNITS[format] } : {}),
    ...(most ? { exclusiveMaximum: BEHIND_LAST_SECOND * EPOCH_UNITS[format] } : {}),
    ...rest,
  };
}

const since = (format: EpochFormat): string => `${format.replace('epoch-', '')} since 1970-01-01T00:00:00Z`;
