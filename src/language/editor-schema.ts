import { isRecord, type Values } from '../base/values.ts';
import type { JsonSchema } from './json-schema.ts';
import { type PlugIns, pipelineSchema } from './schema.ts';

const variable = { type: 'string', pattern: '\\$\\{(var|cluster|secret):[^}]+\\}' };

/**
 * The schema of a pipeline file as editors should see it: before substitution, so that a reference may stand wherever a
 * number, a choice or a value with a unit may.
 */
export function editorSchema(plugIns: PlugIns): JsonSchema {
  const schema = pipelineSchema(plugIns);
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const { pipeline, vars, events, ...substituted } = properties;
  const { field, ...definitions } = isRecord(schema.$defs) ? schema.$defs : {};
  return {
    ...schema,
    properties: { pipeline, vars, events, ...mapValues(substituted, withVariables) },
    $defs: { field, ...mapValues(definitions, withVariables) },
  };
}

function withVariables(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withVariables);
  if (!isRecord(schema)) return schema;
  if (acceptsReference(schema)) {
    const { description, default: standard, ...rest } = schema;
    return {
      ...(description === undefined ? {} : { description }),
      ...(standard === undefined ? {} : { default: standard }),
      anyOf: [rest, variable],
    };
  }
  return mapValues(schema, (part, key) => (untouched.includes(key) ? part : withVariables(part)));
}

/** Names are not substituted, and conditions must hold of what is written. */
const untouched = ['propertyNames', 'if'];

function mapValues(record: Values, change: (value: unknown, key: string) => unknown): Values {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

const acceptsReference = ({ type, enum: choices, pattern }: JsonSchema): boolean =>
  type === 'integer' ||
  type === 'number' ||
  type === 'boolean' ||
  (type === 'string' && pattern !== undefined) ||
  (Array.isArray(choices) && type === undefined);
