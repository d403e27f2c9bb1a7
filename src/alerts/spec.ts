import { digest } from '../base/canonical.ts';
import { RefusedError } from '../base/errors.ts';
import type { TimeFormat } from '../base/event-time.ts';
import { own } from '../base/values.ts';
import type { Encoding } from '../language/model.ts';
import { validator } from '../language/validator.ts';

export type Scalar = string | number | boolean;

/** What a field's value must be: keywords of JSON Schema. Numbers are compared by their digits. */
export interface Bounds {
  readonly const?: Scalar;
  readonly enum?: readonly Scalar[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A field as a rule reads it. */
export interface FieldType {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'any';
  /** What lacks it cannot be read; what lacks an optional one only does not match. */
  readonly required: boolean;
}

/** The field with an event's time. */
export interface TimeField extends TimeFormat {
  readonly field: string;
}

/** One rule: everything that decides what it fires at, as it travels through `_pipeline.jobs`. */
export interface Rule {
  readonly name: string;
  readonly from: string;
  /** The topic that takes its alerts. */
  readonly to: string;
  /** Only events of this type of the union. */
  readonly type?: string;
  /** All of these must hold. */
  readonly where?: readonly (FieldType & { readonly field: string; readonly bounds: Bounds })[];
  /** So many matching events with the same value of `per`, whose times span `within` ms at most. */
  readonly count?: { readonly events: number; readonly within: number };
  readonly per?: FieldType & { readonly field: string };
  /** Values of `per` whose events are kept, of each partition. */
  readonly keys?: number;
  /** Absent: the time of an event is that of its record. */
  readonly time?: TimeField;
  /** No matching record for more than so many ms, by the times of the records of all partitions. */
  readonly absent?: number;
}

/** How the type of an event is told; without `by`, the topic's events are no union. */
export interface TopicTypes {
  /** How its values become JSON; absent where they are. */
  readonly encoding?: Encoding;
  readonly by?: string;
  readonly types?: readonly string[];
  /** Other spellings of types. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** `spec` of a job of kind `alerts`. */
export interface AlertsSpec {
  /** By name. */
  readonly rules: readonly Rule[];
  /** By topic that a rule reads. */
  readonly topics: Readonly<Record<string, TopicTypes>>;
}

/** Topics that the rules read, and topics that take their alerts. */
export const sourcesOf = ({ rules }: AlertsSpec): readonly string[] => [...new Set(rules.map(({ from }) => from))];
export const targetsOf = ({ rules }: AlertsSpec): readonly string[] => [...new Set(rules.map(({ to }) => to))];

/** The rules that read `topic`, by name. */
export const rulesOf = ({ rules }: AlertsSpec, topic: string): readonly Rule[] =>
  rules.filter(({ from }) => from === topic).sort((a, b) => (a.name < b.name ? -1 : 1));

export const typesOf = ({ topics }: AlertsSpec, topic: string): TopicTypes => own(topics, topic) ?? {};

/** Tells alerts of a rule as it is from those of one that had its name and was another. */
export const definitionOf = ({ to: _, ...rule }: Rule, types: TopicTypes): string =>
  digest({ rule, types }).slice(0, 12);

const name = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 1 };
const field = {
  type: 'object',
  required: ['field', 'type', 'required'],
  properties: { field: name, type: name, required: { type: 'boolean' } },
};
const check = validator<AlertsSpec>({
  type: 'object',
  required: ['rules', 'topics'],
  properties: {
    rules: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'from', 'to'],
        properties: {
          name,
          from: name,
          to: name,
          type: name,
          where: {
            type: 'array',
            items: { ...field, required: [...field.required, 'bounds'] },
          },
          count: { type: 'object', required: ['events', 'within'], properties: { events: count, within: count } },
          per: field,
          keys: count,
          time: {
            type: 'object',
            required: ['field', 'format'],
            properties: { field: name, format: name, zone: name, fraction: name, text: { const: true } },
          },
          absent: count,
        },
      },
    },
    topics: { type: 'object', additionalProperties: { type: 'object' } },
  },
});

/** The spec of a job as it came out of `_pipeline.jobs`. Throws RefusedError when this version cannot run it. */
export function alertsSpec(name: string, spec: unknown): AlertsSpec {
  if (check()(spec)) return spec;
  throw new RefusedError('This version cannot run the job as it is declared', {
    where: name,
    hint: 'Apply its pipeline again with the version that runs it.',
  });
}
