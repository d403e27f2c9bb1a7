import { isRecord, member, text } from '../../base/values.ts';
import type { SchemaReference } from '../../clients/registry/client.ts';

/**
 * A JSON Schema with those that it refers to by their names (`$ref: address.json`, `address.json#/definitions/x`), as
 * one text: they stand under `$defs`. What no reference names stays as it is. Texts that are no JSON throw SyntaxError.
 */
export function oneSchema(schema: string, references: readonly SchemaReference[]): string {
  if (references.length === 0) return schema;
  const names = new Set(references.map(({ name }) => name));
  const root: unknown = JSON.parse(schema);
  const definitions = references.map(({ name, text: referred }): [string, unknown] => {
    const value: unknown = JSON.parse(referred);
    return [name, pointed(value, { names, id: idOf(value), within: pointerOf(name) })];
  });
  const whole = pointed(root, { names, id: idOf(root), within: '#' });
  const own = member(whole, '$defs');
  return JSON.stringify({
    ...(isRecord(whole) ? whole : {}),
    $defs: { ...(isRecord(own) ? own : {}), ...Object.fromEntries(definitions) },
  });
}

interface Place {
  readonly names: ReadonlySet<string>;
  /** The `$id` by which references of the schema are resolved. */
  readonly id: string | undefined;
  /** Where the schema stands in the whole. */
  readonly within: string;
}

const idOf = (schema: unknown) => text(member(schema, '$id'));
const pointerOf = (name: string) => `#/$defs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The schema, its `$ref`s pointing into the whole. */
function pointed(schema: unknown, place: Place): unknown {
  if (Array.isArray(schema)) return schema.map((one) => pointed(one, place));
  if (!isRecord(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([word, value]) => [
      word,
      word === '$ref' && typeof value === 'string' ? target(value, place) : pointed(value, place),
    ]),
  );
}

function target(reference: string, { names, id, within }: Place): string {
  const hash = reference.indexOf('#');
  const [document, fragment] = hash < 0 ? [reference, ''] : [reference.slice(0, hash), reference.slice(hash + 1)];
  if (fragment !== '' && !fragment.startsWith('/')) return reference;
  if (document === '') return within + fragment;
  const resolved = id !== undefined && URL.canParse(document, id) ? new URL(document, id).href : document;
  const name = [document, resolved].find((one) => names.has(one));
  return name === undefined ? reference : pointerOf(name) + fragment;
}
