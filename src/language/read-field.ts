import { EPOCH_UNITS, type EpochFormat } from '../base/epoch-time.ts';
import type { Diagnostic } from '../base/errors.ts';
import { LATEST_SECOND } from '../base/time.ts';
import { isRecord, numbersOf, type Values } from '../base/values.ts';
import { alikeNames } from './alike-names.ts';
import { lintPattern } from './check-pattern.ts';
import { mistake, type Place } from './diagnostic.ts';
import { epochFormats, formats } from './event-schema.ts';
import { flowText } from './flow-text.ts';
import type { Field, Fields, Pointer, SourceMap, StringField } from './model.ts';

/** Columns that the sink adds: a contract may not declare them. */
const reserved = ['_rest', 'kafka_partition', 'kafka_offset'];
const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;

/** The fields of an event, of a type or of an object, valid against their schema. */
export function readFields(written: unknown, map: SourceMap, pointer: Pointer, diagnostics: Diagnostic[]): Fields {
  const fields = new Map<string, Field>();
  for (const [key, body] of Object.entries(isRecord(written) ? written : {})) {
    const name = key.replace(/\?$/, '');
    const place: Place = { map, pointer: [...pointer, key], part: 'key' };
    if (reserved.includes(name)) {
      const hint = `call it \`${name.replace(/^_|^kafka_/, '')}\``;
      diagnostics.push(mistake('reserved-field', place, `\`${name}\` is a column that sinks add themselves`, { hint }));
    }
    if (fields.has(name)) diagnostics.push(mistake('duplicate-key', place, `\`${name}\` stands here a second time`));
    fields.set(name, readField(body, key.endsWith('?'), map, [...pointer, key], diagnostics));
  }
  return Object.fromEntries(fields);
}

function readField(
  written: unknown,
  optional: boolean,
  map: SourceMap,
  pointer: Pointer,
  diagnostics: Diagnostic[],
): Field {
  const body: Values = isRecord(written) ? written : { type: written };
  const type = typeof body.type === 'string' ? body.type.replace(/\?$/, '') : '';
  const required = !optional && !(typeof body.type === 'string' && body.type.endsWith('?'));
  if (Object.hasOwn(body, 'items')) {
    const items = readField(body.items, false, map, [...pointer, 'items'], diagnostics);
    return { required, type: 'array', items, ...numbersOf(body, ['minItems', 'maxItems']) };
  }
  if (Object.hasOwn(body, 'fields')) {
    const fields = readFields(body.fields, map, [...pointer, 'fields'], diagnostics);
    const place = (name: string): Place => ({ map, pointer: [...pointer, 'fields', name], part: 'key' });
    diagnostics.push(...alikeNames(Object.keys(fields).map((name) => ({ name, place: place(name) }))));
    return { required, type: 'object', fields };
  }
  if (Object.hasOwn(body, 'values')) {
    return { required, type: 'map', values: readField(body.values, false, map, [...pointer, 'values'], diagnostics) };
  }
  if (type === 'boolean' || type === 'any') return { required, type };
  const place: Place = { map, pointer };
  const epoch = epochFormats.find((format) => format === body.format);
  const bounds = numbersOf(body, [...limits, 'decimals']);
  diagnostics.push(...lintBounds(body, bounds, epoch, place));
  if (type === 'integer' || type === 'number') {
    const choices = Array.isArray(body.enum) ? body.enum.filter((choice) => typeof choice === 'number') : undefined;
    return {
      required,
      type,
      ...(type === 'integer' && epoch !== undefined ? { format: epoch } : {}),
      ...bounds,
      ...(choices === undefined ? {} : { enum: choices }),
    };
  }
  const choices = Array.isArray(body.enum) ? body.enum.filter((choice) => typeof choice === 'string') : undefined;
  if (typeof body.pattern === 'string')
    diagnostics.push(...lintPattern(body.pattern, { map, pointer: [...pointer, 'pattern'] }));
  return {
    required,
    type: 'string',
    ...(isFormat(body.format) ? { format: body.format } : {}),
    ...(body.fraction === 'cut' || body.fraction === 'nanoseconds' ? { fraction: body.fraction } : {}),
    ...(typeof body.pattern === 'string' ? { pattern: body.pattern } : {}),
    ...numbersOf(body, ['minLength', 'maxLength']),
    ...bounds,
    ...(choices === undefined ? {} : { enum: choices }),
  };
}

const isFormat = (value: unknown): value is NonNullable<StringField['format']> =>
  formats.some((format) => format === value);

/** Limits that nothing can be within. */
function lintBounds(
  written: Values,
  { minimum, maximum }: { readonly minimum?: number; readonly maximum?: number },
  epoch: EpochFormat | undefined,
  place: Place,
): Diagnostic[] {
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    const hint = `write \`${flowText({ ...written, minimum: maximum, maximum: minimum })}\``;
    return [mistake('empty-range', place, `no number is at least ${minimum} and at most ${maximum}`, { hint })];
  }
  if (epoch === undefined || minimum === undefined) return [];
  const meant = epochFormats.find((format) => minimum < LATEST_SECOND * EPOCH_UNITS[format]);
  if (minimum < LATEST_SECOND * EPOCH_UNITS[epoch]) return [];
  const hint = meant === undefined ? 'leave it out' : `did you mean \`format: ${meant}\`?`;
  const at = { ...place, pointer: [...place.pointer, 'minimum'] };
  return [mistake('empty-range', at, `as ${epoch}, ${minimum} is after the year 9999`, { hint })];
}
