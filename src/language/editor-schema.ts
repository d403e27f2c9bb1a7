import type { KindWords } from './kind-words.ts';
import { type JsonSchema, pipelineSchema } from './schema.ts';
import { isRecord } from './values.ts';

const variable = { type: 'string', pattern: '\\$\\{(var|cluster|secret):[^}]+\\}' };

/**
 * The schema of a pipeline file as editors should see it: before substitution, so that a reference may stand wherever a
 * number, a choice or a value with a unit may.
 */
export function editorSchema(kinds: readonly KindWords[]): JsonSchema {
  const schema = pipelineSchema(kinds);
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const { pipeline, vars, events, ...substituted } = properties;
  const rest = Object.fromEntries(Object.entries(substituted).map(([name, part]) => [name, withVariables(part)]));
  return { ...schema, properties: { pipeline, vars, events, ...rest } };
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
  return Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [key, key === 'propertyNames' ? part : withVariables(part)]),
  );
}

const acceptsReference = ({ type, enum: choices, pattern }: JsonSchema): boolean =>
  type === 'integer' ||
  type === 'number' ||
  type === 'boolean' ||
  (type === 'string' && pattern !== undefined) ||
  (Array.isArray(choices) && type === undefined);
