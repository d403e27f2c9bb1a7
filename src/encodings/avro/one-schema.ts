import { isRecord, text, type Values } from '../../base/values.ts';
import type { SchemaReference } from '../../clients/registry/client.ts';

const PRIMITIVES = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);
const NAMED = new Set(['record', 'error', 'enum', 'fixed']);

interface Named {
  readonly schema: Values;
  /** The one that stands around it. */
  readonly namespace: string;
}

/**
 * A schema with the types of those that it refers to, as one text: each type is defined where it is named first. Texts
 * that are no JSON throw SyntaxError.
 */
export function oneSchema(schema: string, references: readonly SchemaReference[]): string {
  if (references.length === 0) return schema;
  const whole = new Whole();
  for (const reference of references) whole.learn(JSON.parse(reference.text), '');
  return JSON.stringify(whole.of(JSON.parse(schema), ''));
}

class Whole {
  readonly #known = new Map<string, Named>();
  readonly #defined = new Set<string>();

  /** Keeps every named type of a schema. */
  learn(schema: unknown, namespace: string): void {
    if (Array.isArray(schema)) for (const one of schema) this.learn(one, namespace);
    if (!isRecord(schema)) return;
    const inner = isNamed(schema) ? spaceOf(schema, namespace) : namespace;
    if (isNamed(schema)) this.#known.set(fullName(text(schema.name) ?? '', inner), { schema, namespace });
    for (const field of fieldsOf(schema)) this.learn(field.type, inner);
    for (const part of [schema.type, schema.items, schema.values]) this.learn(part, inner);
  }

  of(schema: unknown, namespace: string): unknown {
    if (Array.isArray(schema)) return schema.map((one) => this.of(one, namespace));
    if (typeof schema === 'string') return this.#name(schema, namespace);
    if (!isRecord(schema)) return schema;
    if (isNamed(schema)) return this.#definition(schema, namespace);
    const parts = ['type', 'items', 'values'].filter((part) => schema[part] !== undefined);
    const isComplex = schema.type === 'array' || schema.type === 'map';
    return {
      ...schema,
      ...Object.fromEntries(
        parts.filter((part) => !(isComplex && part === 'type')).map((part) => [part, this.of(schema[part], namespace)]),
      ),
    };
  }

  #name(name: string, namespace: string): unknown {
    if (PRIMITIVES.has(name)) return name;
    const full = fullName(name, namespace);
    if (this.#defined.has(full)) return full;
    const known = this.#known.get(full);
    return known === undefined ? name : this.#definition(known.schema, known.namespace);
  }

  #definition(schema: Values, namespace: string): unknown {
    const inner = spaceOf(schema, namespace);
    const full = fullName(text(schema.name) ?? '', inner);
    if (this.#defined.has(full)) return full;
    this.#defined.add(full);
    const fields = fieldsOf(schema).map((field) => ({ ...field, type: this.of(field.type, inner) }));
    const name = full.slice(full.lastIndexOf('.') + 1);
    return { ...schema, name, namespace: inner, ...(schema.fields === undefined ? {} : { fields }) };
  }
}

const isNamed = ({ type }: Values): boolean => NAMED.has(text(type) ?? '');

const fieldsOf = ({ fields }: Values): readonly Values[] => (Array.isArray(fields) ? fields.filter(isRecord) : []);

/** The namespace of a named type, which is that of the names within it. */
function spaceOf({ name, namespace }: Values, around: string): string {
  const dotted = text(name) ?? '';
  if (dotted.includes('.')) return dotted.slice(0, dotted.lastIndexOf('.'));
  return text(namespace) ?? around;
}

const fullName = (name: string, namespace: string): string =>
  name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
