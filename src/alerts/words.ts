import { durationSchema, parseDuration } from '../base/units.ts';
import { entriesOf, isRecord, text, type Values } from '../base/values.ts';
import type { JsonSchema } from '../language/json-schema.ts';
import { count, topicName } from '../language/schema-parts.ts';

/** Values of `per` whose events are kept unless `keys` says how many. */
export const DEFAULT_KEYS = 100_000;
/** Events that one alert is made of. */
const MOST_EVENTS = 100;

const scalar = { type: ['string', 'number', 'boolean'] };
const number = { type: 'number' };
const length = { type: 'integer', minimum: 0 };
const field = { type: 'string', minLength: 1 };

/** JSON Schema of what stands under a field in `where`: the keywords of JSON Schema that alerts know. */
const bounds: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    const: { ...scalar, description: 'The value.' },
    enum: { type: 'array', items: scalar, minItems: 1, description: 'One of these values.' },
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    minLength: length,
    maxLength: length,
    minItems: length,
    maxItems: length,
  },
};

const rule: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['from', 'to'],
  properties: {
    from: { ...topicName, description: 'The topic whose events are looked at.' },
    to: { ...topicName, description: 'The topic that takes the alerts; declared here. Rules may share one.' },
    type: { type: 'string', description: 'Only events of this type of the union.' },
    where: {
      type: 'object',
      minProperties: 1,
      additionalProperties: bounds,
      description: 'What fields of the event must be, all of it; keywords of JSON Schema.',
    },
    count: {
      type: 'integer',
      minimum: 2,
      maximum: MOST_EVENTS,
      description: 'An alert at so many matching events `within` a time; then the count starts again.',
    },
    within: { ...durationSchema, description: 'The longest time between the earliest and the latest of them.' },
    per: { ...field, description: 'Count for each value of this field, the key of the topic.' },
    keys: { ...count('Values of `per` that are kept at most, of each partition.'), default: DEFAULT_KEYS },
    time: {
      ...field,
      description:
        "The field with an event's time (default: the only one that is a time, else the record's timestamp).",
    },
    absent: { ...durationSchema, description: 'An alert when no such event comes for longer than this.' },
  },
};

/** JSON Schema of `alerts:`. */
export const alertsSchema: JsonSchema = {
  type: 'object',
  minProperties: 1,
  description: 'What is told as soon as it happens, by rules over the events of topics.',
  propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]*$', title: 'a name of letters, digits, - and _' },
  properties: {
    state: { enum: ['running', 'stopped'], default: 'running', description: 'Stopped keeps what was written.' },
  },
  additionalProperties: rule,
};

/** One entry of `alerts:`, as it is written. */
export interface RuleWords {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly type?: string;
  readonly where: readonly (readonly [field: string, bounds: Values])[];
  readonly count?: number;
  /** Milliseconds, as `absent`. */
  readonly within?: number;
  readonly per?: string;
  readonly keys: number;
  readonly time?: string;
  readonly absent?: number;
  /** Words that stand there. */
  readonly said: readonly string[];
}

/** The rules of a section, which is valid against its schema. */
export function rulesIn(words: Values): readonly RuleWords[] {
  return entriesOf(words).flatMap(([name, entry]) =>
    name !== 'state' && isRecord(entry) ? [ruleOf(name, entry)] : [],
  );
}

function ruleOf(name: string, entry: Values): RuleWords {
  const { type, count, within, per, keys, time, absent } = entry;
  return {
    name,
    from: text(entry.from) ?? '',
    to: text(entry.to) ?? '',
    ...(typeof type === 'string' && { type }),
    where: entriesOf(entry.where).map(([name, bounds]) => [name, isRecord(bounds) ? bounds : {}]),
    ...(typeof count === 'number' && { count }),
    ...(typeof within === 'string' && { within: parseDuration(within) }),
    ...(typeof per === 'string' && { per }),
    keys: typeof keys === 'number' ? keys : DEFAULT_KEYS,
    ...(typeof time === 'string' && { time }),
    ...(typeof absent === 'string' && { absent: parseDuration(absent) }),
    said: Object.keys(entry),
  };
}
