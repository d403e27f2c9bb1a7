import type { Diagnostic } from '../base/errors.ts';
import { entriesOf, isRecord, member, numbersOf, type Values } from '../base/values.ts';
import { alikeNames } from './alike-names.ts';
import { lintPattern } from './check-pattern.ts';
import { mistake } from './diagnostic.ts';
import { epochFormats, formats } from './event-schema.ts';
import type { EventContract, Field, Fields, Pointer, SourceMap, StringField } from './model.ts';
import { parseYaml } from './parse.ts';

/** Words that say nothing about values. */
const annotations = [
  '$schema',
  '$id',
  '$defs',
  'definitions',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
];
/** A decimal needs `decimals`, for which JSON Schema has no word. */
const textFormats = formats.filter((format) => !format.startsWith('decimal'));
const allowed: Readonly<Record<string, readonly string[]>> = {
  string: ['format', 'pattern', 'minLength', 'maxLength', 'enum', 'contentEncoding'],
  integer: ['format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'enum'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'enum'],
  boolean: [],
  array: ['items', 'minItems', 'maxItems'],
  object: ['properties', 'required', 'additionalProperties'],
};

/**
 * The contract that a JSON Schema file stands for: an object of typed properties, local `$ref`s included. Whatever has
 * no counterpart in a contract is a mistake that names its place in that file.
 */
export function readJsonSchemaFile(
  name: string,
  file: string,
  text: string,
  timezone: unknown,
): { contract: EventContract | undefined; diagnostics: readonly Diagnostic[] } {
  const { value, map, diagnostics: unreadable } = parseYaml(file, text);
  if (unreadable.length > 0) return { contract: undefined, diagnostics: unreadable };
  const reader = new SchemaReader(value, map);
  const field = reader.field(value, [], true, []);
  if (field !== undefined && field.type !== 'object') {
    reader.report([], 'an event is an object, this schema describes something else');
  }
  if (field?.type !== 'object' || reader.diagnostics.some(({ severity }) => severity === 'error'))
    return { contract: undefined, diagnostics: reader.diagnostics };
  const contract: EventContract = {
    name,
    ...(typeof timezone === 'string' ? { timezone } : {}),
    unknown: member(value, 'additionalProperties') === false ? 'reject' : 'keep',
    fields: field.fields,
  };
  return { contract, diagnostics: reader.diagnostics };
}

class SchemaReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #root: unknown;
  readonly #map: SourceMap;

  constructor(root: unknown, map: SourceMap) {
    this.#root = root;
    this.#map = map;
  }

  report(pointer: Pointer, message: string): undefined {
    const place = { map: this.#map, pointer, part: 'key' as const };
    const hint = 'contracts know objects, arrays, strings, numbers, booleans and local $refs';
    this.diagnostics.push(mistake('schema-beyond-contract', place, message, { hint }));
  }

  /** `following` are the `$ref`s being followed, so that one that leads to itself is noticed. */
  field(schema: unknown, pointer: Pointer, required: boolean, following: readonly string[]): Field | undefined {
    if (!isRecord(schema)) return this.report(pointer, 'a schema here must be an object');
    const reference = member(schema, '$ref');
    if (typeof reference === 'string') return this.#follow(reference, pointer, required, following);
    if (Object.keys(schema).every((word) => annotations.includes(word))) return { type: 'any', required };
    const [type, nullable] = typeOf(schema);
    const words = type === undefined ? undefined : allowed[type];
    if (type === undefined || words === undefined) return this.report(pointer, 'a schema here must name one `type`');
    for (const word of Object.keys(schema)) {
      if (word === 'type' || words.includes(word) || annotations.includes(word)) continue;
      this.report([...pointer, word], `\`${word}\` has no counterpart in a contract`);
    }
    return this.#typed(type, schema, pointer, required && !nullable, following);
  }

  #follow(reference: string, pointer: Pointer, required: boolean, following: readonly string[]): Field | undefined {
    if (!reference.startsWith('#/'))
      return this.report([...pointer, '$ref'], 'only `$ref`s inside the file are followed');
    if (following.includes(reference)) return this.report([...pointer, '$ref'], 'this `$ref` leads back to itself');
    const steps = reference
      .slice(2)
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const target = steps.reduce<unknown>((node, step) => member(node, step), this.#root);
    if (target === undefined) return this.report([...pointer, '$ref'], `there is nothing at \`${reference}\``);
    return this.field(target, steps, required, [...following, reference]);
  }

  #typed(
    type: string,
    schema: Values,
    pointer: Pointer,
    required: boolean,
    following: readonly string[],
  ): Field | undefined {
    if (type === 'object') {
      const values = schema.additionalProperties;
      if (!isRecord(values) || isRecord(schema.properties))
        return { type, required, fields: this.#fields(schema, pointer, following) };
      const field = this.field(values, [...pointer, 'additionalProperties'], true, following);
      return field === undefined ? undefined : { type: 'map', required, values: field };
    }
    if (type === 'array') {
      const items = this.field(schema.items, [...pointer, 'items'], true, following);
      return items === undefined
        ? undefined
        : { type, required, items, ...numbersOf(schema, ['minItems', 'maxItems']) };
    }
    if (type === 'boolean') return { type, required };
    const choices: readonly unknown[] | undefined = Array.isArray(schema.enum) ? schema.enum : undefined;
    if (type === 'integer' || type === 'number') {
      const bounds = numbersOf(schema, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);
      const numbers = choices?.filter((choice) => typeof choice === 'number');
      const epoch = type === 'integer' ? this.#format(schema, pointer, epochFormats) : undefined;
      const format = epoch === undefined ? {} : { format: epoch };
      return { type, required, ...format, ...bounds, ...(numbers === undefined ? {} : { enum: numbers }) };
    }
    const { contentEncoding: encoding } = schema;
    if (encoding !== undefined && encoding !== 'base64') {
      this.report([...pointer, 'contentEncoding'], `\`${String(encoding)}\` has no counterpart in a contract`);
    }
    const format = encoding === 'base64' ? encoding : this.#format(schema, pointer, textFormats);
    if (typeof schema.pattern === 'string') {
      this.diagnostics.push(...lintPattern(schema.pattern, { map: this.#map, pointer: [...pointer, 'pattern'] }));
    }
    const texts = choices?.filter((choice) => typeof choice === 'string');
    const field: StringField = {
      type: 'string',
      required,
      ...(format === undefined ? {} : { format }),
      ...(typeof schema.pattern === 'string' ? { pattern: schema.pattern } : {}),
      ...numbersOf(schema, ['minLength', 'maxLength']),
      ...(texts === undefined ? {} : { enum: texts }),
    };
    return field;
  }

  #format<F extends string>({ format }: Values, pointer: Pointer, known: readonly F[]): F | undefined {
    const found = known.find((one) => one === format);
    if (format !== undefined && found === undefined) {
      this.report([...pointer, 'format'], `the format \`${String(format)}\` has no counterpart in a contract`);
    }
    return found;
  }

  #fields(schema: Values, pointer: Pointer, following: readonly string[]): Fields {
    const required = Array.isArray(schema.required) ? schema.required : [];
    const names = entriesOf(schema.properties).map(([name]) => ({
      name,
      place: { map: this.#map, pointer: [...pointer, 'properties', name], part: 'key' as const },
    }));
    this.diagnostics.push(...alikeNames(names));
    for (const { name } of names) {
      if (name.trim() === '') this.report([...pointer, 'properties', name], 'a field needs a name');
    }
    return Object.fromEntries(
      entriesOf(schema.properties).flatMap(([name, property]) => {
        const field = this.field(property, [...pointer, 'properties', name], required.includes(name), following);
        return field === undefined ? [] : [[name, field]];
      }),
    );
  }
}

/** The one type of a schema, and whether null is allowed beside it. */
function typeOf(schema: Values): [string | undefined, boolean] {
  const types = [schema.type].flat().filter((type) => typeof type === 'string');
  const others = types.filter((type) => type !== 'null');
  return [others.length === 1 ? others[0] : undefined, others.length < types.length];
}
