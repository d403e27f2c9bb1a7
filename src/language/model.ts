import type { EpochFormat, NumberLimits } from '../base/epoch-time.ts';
import type { Location } from '../base/errors.ts';
import type { Pointer } from './pointer.ts';
import type { SectionRead } from './section-words.ts';

export type { Pointer } from './pointer.ts';

/** Digits of a decimal that a column holds. */
export const mostDecimals = 18;

/** Constraints that any field may carry. */
interface AnyField {
  readonly required: boolean;
}
export interface StringField extends AnyField, NumberLimits {
  readonly type: 'string';
  readonly format?:
    | 'date-time'
    | 'local-date-time'
    | 'date'
    | EpochFormat
    | 'decimal'
    | 'decimal-base64'
    | 'base64'
    | 'uuid'
    | 'email'
    | 'uri';
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
  /** Only of date-time and local-date-time: what becomes of more than six digits; absent: they are a violation. */
  readonly fraction?: 'cut' | 'nanoseconds';
  /** Only of the formats decimal and decimal-base64, which need it: digits after the point. */
  readonly decimals?: number;
}
export interface NumberField extends AnyField, NumberLimits {
  readonly type: 'integer' | 'number';
  /** Only of `integer`. */
  readonly format?: EpochFormat;
  readonly enum?: readonly number[];
  /** Only of `number`: digits after the point; stored as a decimal, more digits are a violation. */
  readonly decimals?: number;
}
export interface BooleanField extends AnyField {
  readonly type: 'boolean';
}
export interface ArrayField extends AnyField {
  readonly type: 'array';
  readonly items: Field;
  readonly minItems?: number;
  readonly maxItems?: number;
}
export interface ObjectField extends AnyField {
  readonly type: 'object';
  readonly fields: Fields;
}
/** An object of any names, whose values are all of one kind. */
export interface MapField extends AnyField {
  readonly type: 'map';
  readonly values: Field;
}
/** Any JSON value, kept as its text. */
export interface AnyValueField extends AnyField {
  readonly type: 'any';
}
export type Field = StringField | NumberField | BooleanField | ArrayField | ObjectField | MapField | AnyValueField;
export type Fields = Readonly<Record<string, Field>>;

/**
 * The contract of an event's value. Canonical JSON of this (see docs/event-contract.md) is what connectors receive.
 * With `by`, the event is a union: the field `by` names exactly one of `types`, whose fields join the common ones.
 */
export interface EventContract {
  readonly name: string;
  /** Whose change events these are: then `before`, `after` and `op` are among the fields, or those of `payload`. */
  readonly change?: 'debezium';
  /** How the values of its topic become JSON; absent where they are JSON as they come. */
  readonly encoding?: Encoding;
  readonly by?: string;
  /** IANA zone in which `local-date-time` values are read. */
  readonly timezone?: string;
  readonly unknown: 'keep' | 'reject';
  readonly fields: Fields;
  readonly types?: Readonly<Record<string, Fields>>;
  /** Other spellings of a type's name that are accepted and stored as that type. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** How a topic's values become the JSON that their contract reads (docs/registry.md). */
export interface Encoding {
  /** The topic's format: `avro`, `json-schema`. */
  readonly format: string;
  /** Where the schemas of its values are registered. */
  readonly subject: string;
  /** The version of the subject that the contract was derived from, and its text; absent of one written by hand. */
  readonly version?: number;
  readonly schema?: string;
}

/** Finds the text behind a pointer: its value (default) or its key. */
export interface SourceMap {
  locate(pointer: Pointer, part?: 'value' | 'key'): Location;
}

interface Declared {
  readonly pipeline: string;
  /** As written in the YAML; `<pipeline>.<name>` is its name in the cluster. */
  readonly name: string;
  readonly pointer: Pointer;
  readonly map: SourceMap;
}

export interface TopicDeclaration extends Declared {
  /** `name` is the Kafka topic's name itself. */
  readonly event?: EventContract;
  /** How its values are written; absent: JSON. */
  readonly format?: string;
  /** It or its event could not be read whole: mistakes that follow from that are not told. */
  readonly unread?: true;
  /** Field of the value that becomes the record key. */
  readonly key?: string;
  readonly partitions: number;
  readonly replication: number;
  readonly config: Readonly<Record<string, string>>;
}

/** Topics that a sink reads for their names: those that there are, and those that come later. */
export interface TopicPattern {
  /** A regular expression that matches whole names, the same in Java and JavaScript. */
  readonly text: string;
  /** The contract of all their values. */
  readonly event?: EventContract;
  /** How their values are written, where that is not plain JSON. */
  readonly format?: string;
  /** The event could not be read whole: mistakes that follow from that are not told. */
  readonly unread?: true;
}

/** What stands beside a kind's words in any source or sink. */
export interface ConnectorDeclaration extends Declared {
  readonly role: 'source' | 'sink';
  readonly kind: string;
  /** The kind's own words, valid against the kind's schema, substituted. */
  readonly words: Readonly<Record<string, unknown>>;
  /** Topics: `to` of a source, `from` of a sink; none of a sink with a pattern. */
  readonly topics: readonly string[];
  readonly pattern?: TopicPattern;
  readonly tasks?: number;
  readonly state: 'running' | 'paused' | 'stopped';
  /** Only of sinks: topic of rejected records; default `<pipeline>.<name>.dead-letters`. */
  readonly deadLetter?: string;
  readonly transforms: readonly Readonly<Record<string, string>>[];
  readonly extra: Readonly<Record<string, string>>;
}

/** A section that declares one hosted job; the section and the job have the same name. */
export interface SectionDeclaration extends Declared, SectionRead {
  /** The section's own words, valid against its schema, substituted; without the entries that are not. */
  readonly words: Readonly<Record<string, unknown>>;
  /** Names of these entries: what refers to one of them is not told that it is missing. */
  readonly unread?: 'all' | readonly string[];
}

/** What a job reads: a topic, the files of a sink, `PIPELINE/sinks.NAME`, or a file or directory of text in HDFS. */
export type JobInput = { readonly topic: string } | { readonly sink: string } | { readonly path: string };

/** One entry of `jobs:`. */
export interface JobDeclaration extends Declared {
  /** The engine that computes it: `spark`, `mapreduce`. */
  readonly engine: string;
  /** The engine's own words, valid against its schema, substituted. */
  readonly words: Readonly<Record<string, unknown>>;
  readonly from: readonly JobInput[];
  /** The topic it writes. */
  readonly to?: string;
  /** The directory it writes. */
  readonly files?: { readonly store: 'hdfs' | 'file'; readonly path: string; readonly format: string };
  /** `streaming` is deployed by `apply` and never ends; `manual` is run by `pipeline jobs run`, and ends. */
  readonly run: 'streaming' | 'manual';
  /** Its engine does not run jobs so: mistakes that follow from that are not told. */
  readonly misrun?: true;
  readonly state: 'running' | 'stopped';
  /** By word: the files that words name beside the YAML, read. */
  readonly texts: Readonly<Record<string, { readonly file: string; readonly text: string }>>;
}

/** What a check looks at, and what that must be; `fresherThan` in milliseconds. */
export type Checked =
  | { readonly statistic: string; readonly expected: string }
  | { readonly sink: string; readonly sql: string; readonly expected: string }
  | { readonly sink: string; readonly fresherThan: number };

/** One entry of `checks:`. */
export interface CheckDeclaration extends Declared {
  readonly checked: Checked;
}

/** One YAML file, read, checked and substituted. */
export interface Pipeline {
  readonly name: string;
  readonly file: string;
  readonly map: SourceMap;
  readonly events: Readonly<Record<string, EventContract>>;
  readonly topics: readonly TopicDeclaration[];
  readonly sources: readonly ConnectorDeclaration[];
  readonly sinks: readonly ConnectorDeclaration[];
  readonly sections: readonly SectionDeclaration[];
  readonly jobs: readonly JobDeclaration[];
  readonly checks: readonly CheckDeclaration[];
  /** Entries with mistakes, as `sinks.lake`, and sections as `alerts`: what names them is not told that they lack. */
  readonly unread: ReadonlySet<string>;
  /** Names used as `${cluster:NAME}`: services the cluster must have. */
  readonly services: readonly string[];
}
