import type { ErrorObject } from 'ajv';
import { closest } from '../base/suggest.ts';
import { isRecord, member } from '../base/values.ts';
import { globMeant, topicPatternMistake } from './check-topic-pattern.ts';
import { meant } from './diagnostic.ts';
import { flowText } from './flow-text.ts';
import { fieldMeant, formatMeant, idleWords, saysAbsent, typeText } from './foreign-fields.ts';
import { keyHint, meantValue } from './foreign-words.ts';
import { isSecretPlace } from './mask.ts';
import type { Pointer } from './model.ts';
import { exampleOf, patternHint, typeHint } from './value-hint.ts';

/** The field of an event that `pointer` is, or lies in: the innermost. */
interface FieldAt {
  readonly name: string;
  readonly value: unknown;
  /** The steps of `pointer` inside it. */
  readonly inside: Pointer;
}

/** How to mend a key that does not exist in `error.data`, which is at `pointer`. */
export function keyMistakeHint(
  { parentSchema, data }: ErrorObject,
  unknown: string,
  pointer: Pointer,
  root: unknown,
): string {
  const properties = isRecord(parentSchema) && isRecord(parentSchema.properties) ? parentSchema.properties : {};
  const allowed = Object.keys(properties);
  const there = isRecord(data) ? Object.keys(data) : [];
  const value = member(data, unknown);
  const field = fieldAt(pointer, root);
  if (field !== undefined && field.inside.length === 0) {
    const hint = wordOfFieldHint(unknown, value, field, allowed);
    if (hint !== undefined) return hint;
  }
  const free = allowed.filter((key) => !there.includes(key));
  const known = keyHint(unknown, value, allowed, there);
  if (known !== undefined) return known;
  const near = closest(unknown, free);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (closest(unknown, allowed) !== undefined || free.length === 0) return 'leave it out';
  return `leave it out, or write one of: ${[...free].sort().join(', ')}`;
}

/** Of a word in a field: its name says whether the field may be absent; of some things a contract says nothing. */
function wordOfFieldHint(word: string, value: unknown, field: FieldAt, allowed: readonly string[]): string | undefined {
  const absent = saysAbsent(word, value);
  if (absent === true && !field.name.endsWith('?')) return `leave it out, and call the field \`${field.name}?\``;
  if (absent !== undefined) return 'leave it out: a field is required unless a `?` stands behind its name or type';
  if (idleWords.includes(word)) return 'leave it out: a contract says what values are, and nothing else';
  if (
    closest(
      word,
      allowed.filter((key) => key !== 'type'),
    ) !== undefined
  )
    return undefined;
  return wholeField(field);
}

const wholeField = ({ name, value }: FieldAt): string | undefined => {
  const written = fieldMeant(name, value);
  return written === undefined ? undefined : `write the field as \`${written}\``;
};

/** How to mend a mapping that lacks a key. */
export function missingHint(
  { parentSchema, params, data }: ErrorObject,
  pointer: Pointer,
  root: unknown,
): string | undefined {
  const missing = String(params.missingProperty);
  const field = fieldAt(pointer, root);
  if (field !== undefined && field.inside.length === 0 && missing !== 'decimals') {
    const near = closest(missing, Object.keys(isRecord(data) ? data : {}));
    return near === undefined ? wholeField(field) : `did you mean \`${missing}\` by \`${near}\`?`;
  }
  const schema = isRecord(parentSchema) ? member(parentSchema.properties, missing) : undefined;
  return exampleOf(missing, schema);
}

/** How to mend a value of another type than `wanted`, or one that is none of these. */
export function valueMistakeHint(
  { keyword, data, parentSchema }: ErrorObject,
  wanted: readonly string[],
  pointer: Pointer,
  root: unknown,
): string | undefined {
  const field = fieldAt(pointer, root);
  const [word] = field?.inside ?? [];
  if (field !== undefined && (field.inside.length === 0 || (field.inside.length === 1 && word === 'type'))) {
    return fieldTypeHint(field, data, wanted);
  }
  if (isSecretPlace(pointer)) return undefined;
  const pattern = topicPatternHint(data, pointer);
  if (pattern !== undefined) return pattern;
  if (keyword === 'pattern') return patternHint(data, parentSchema);
  if (keyword === 'type') return typeHint(data, wanted, parentSchema);
  if (field !== undefined && word === 'format') return formatHint(String(data), field, wanted);
  const known = meantValue(String(data), wanted);
  return known === undefined ? meant(String(data), wanted, 'value') : `write \`${known}\``;
}

/** A pattern of topics that stands where a topic's name must: a sink may read by one, nothing else. */
function topicPatternHint(data: unknown, pointer: Pointer): string | undefined {
  const [part, , word, index] = pointer;
  if (part !== 'sinks' && pointer.at(-1) === 'from' && isRecord(data) && typeof data.pattern === 'string') {
    const instead = part === 'jobs' ? 'let one store them, and write `sinks.NAME`' : 'name the topics';
    return `only a sink finds topics by a pattern: ${instead}`;
  }
  if (part !== 'sinks' || word !== 'from') return undefined;
  const text = isRecord(data) ? data.pattern : data;
  if (typeof text !== 'string' || !/[*+?|()[\]\\^$]/.test(text) || topicPatternMistake(text) !== undefined)
    return undefined;
  const written = flowText({ pattern: globMeant(text) ?? text });
  return index === undefined
    ? `write \`${written}\``
    : `a list holds names: write \`${written}\` in its place, \`a|b\` for several`;
}

function fieldTypeHint(field: FieldAt, data: unknown, wanted: readonly string[]): string | undefined {
  if (field.inside.length === 0 && typeof data === 'string') {
    const type = typeText(data);
    if (type !== undefined) return `write \`${type}\``;
  }
  const whole = wholeField(field);
  if (whole !== undefined) return whole;
  return typeof data === 'string'
    ? meant(
        data,
        wanted.filter((type) => !type.endsWith('?')),
        'type',
      )
    : undefined;
}

/** `known`: the formats that a field of this type may have. */
function formatHint(written: string, field: FieldAt, known: readonly string[]): string {
  const meantFormat = formatMeant(written)?.format;
  if (typeof meantFormat === 'string' && known.includes(meantFormat)) return `write \`${meantFormat}\``;
  const near = closest(written, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return (
    wholeField(field) ?? `leave it out: \`${field.name}\` is any value without it; formats are ${known.join(', ')}`
  );
}

/** The innermost field that `pointer`, into a whole file, leads to or into. */
function fieldAt(pointer: Pointer, root: unknown): FieldAt | undefined {
  const [part, event, section, ...rest] = pointer;
  if (part !== 'events' || event === undefined) return undefined;
  const steps = section === 'fields' ? rest : section === 'types' ? rest.slice(1) : [];
  const before = pointer.length - steps.length;
  let found: FieldAt | undefined;
  for (let at = 0; at < steps.length; ) {
    const name = String(steps[at]);
    const end = before + at + 1;
    found = { name, value: pointer.slice(0, end).reduce<unknown>(stepInto, root), inside: pointer.slice(end) };
    const next = steps[at + 1];
    if (next === 'fields' && steps.length > at + 2) at += 2;
    else if ((next === 'items' || next === 'values') && isRecord(found.value)) at += 1;
    else break;
  }
  return found;
}

const stepInto = (node: unknown, step: string | number): unknown =>
  Array.isArray(node) ? node[Number(step)] : member(node, String(step));
