import { isRecord, member, text } from '../../base/values.ts';
import type { JsonSchema } from '../../language/json-schema.ts';
import type { Word, Words } from '../words.ts';

/** A field of `by` as it is written, and where. */
export interface WrittenField {
  readonly field: string;
  /** What its directories are called before the `=`. */
  readonly name: string;
  readonly renamed: boolean;
  /** Below the sink's own words. */
  readonly pointer: readonly (string | number)[];
}

/** The fields that `by` lists. Pure. */
export function fieldsOfBy(by: unknown): readonly WrittenField[] {
  const many = Array.isArray(by);
  return (many ? by : [by]).flatMap((one: unknown, index) => {
    const field = text(one) ?? text(member(one, 'field'));
    if (field === undefined) return [];
    const as = text(member(one, 'as'));
    const pointer = ['by', ...(many ? [index] : []), ...(isRecord(one) ? ['field'] : [])];
    return [{ field, name: as ?? field.split('.').at(-1) ?? field, renamed: as !== undefined, pointer }];
  });
}

/** The word for a record's own timestamp, where a time is asked for. */
export const RECORD = 'record';

const patterns: Readonly<Record<string, string>> = {
  hour: 'dt=YYYY-MM-DD/hour=HH',
  day: 'dt=YYYY-MM-DD',
  month: 'month=YYYY-MM',
};

/** The names of the directories of `time.directories`, from the outermost in. */
export const namesOfTime = (written: unknown): readonly string[] =>
  (patterns[text(written) ?? 'hour'] ?? String(written)).split('/').map((one) => one.slice(0, one.indexOf('=')));

const name = '[A-Za-z][A-Za-z0-9_]*';
const directory = `${name}=(YYYY|MM|DD|HH|mm|[-_])*(YYYY|MM|DD|HH|mm)(YYYY|MM|DD|HH|mm|[-_])*`;

const byField: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['field'],
  properties: {
    field: { type: 'string', description: 'The field; OUTER.INNER is one inside of another.' },
    as: {
      type: 'string',
      pattern: `^${name}$`,
      title: 'a name of letters, digits and _',
      description: "What its directories are called before the =; default: the field's own name.",
    },
  },
};

const field: JsonSchema = { oneOf: [{ type: 'string' }, byField] };

export const by: Word = {
  schema: {
    oneOf: [{ type: 'string' }, byField, { type: 'array', minItems: 1, uniqueItems: true, items: field }],
    description: 'Fields whose values name directories, NAME=VALUE; OUTER.INNER is a field inside of another.',
  },
  owns: ['partition.fields', 'partition.names'],
  config(value) {
    const fields = fieldsOfBy(value);
    return {
      ...(fields.length === 0 ? {} : { 'partition.fields': fields.map((one) => one.field).join(',') }),
      ...(fields.some(({ renamed }) => renamed) && { 'partition.names': fields.map((one) => one.name).join(',') }),
    };
  },
};

export const time: Words = {
  field: {
    schema: { type: 'string', description: "The event's time, or `record` for the record's own timestamp." },
    required: true,
    key: 'time.field',
  },
  otherwise: {
    schema: {
      enum: [RECORD],
      description: "What stands in where the event has no such time: the record's own timestamp.",
    },
    key: 'time.otherwise',
  },
  zone: {
    schema: { type: 'string', description: 'IANA zone on whose clock the directories are; default UTC.' },
    key: 'time.zone',
  },
  directories: {
    schema: {
      anyOf: [
        { enum: Object.keys(patterns) },
        { type: 'string', pattern: `^${directory}(/${directory})*$`, title: 'NAME=YYYY-MM-DD/NAME=HH' },
      ],
      description:
        'hour: dt=YYYY-MM-DD/hour=HH (default). day: dt=YYYY-MM-DD. month: month=YYYY-MM. Or such a pattern of ' +
        'YYYY, MM, DD, HH, mm, - and _.',
    },
    key: 'time.directories',
  },
};
