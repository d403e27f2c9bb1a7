import { createHash } from 'node:crypto';
import { RefusedError } from '../base/errors.ts';
import { isRecord } from '../base/values.ts';
import { isContract } from '../language/contract-json.ts';
import type { EventContract } from '../language/model.ts';
import { validator } from '../language/validator.ts';

/** The section of a pipeline file that declares them, the job's name in its pipeline, and its kind. */
export const STATISTICS = 'statistics';

/** A sum of one field. */
export interface SumSpec {
  readonly of: string;
  /** Only of events of this type. */
  readonly type?: string;
  /** What stands behind the number: `€`. */
  readonly unit?: string;
}

/** One entry of `statistics:`. */
export interface TableSpec {
  /** Topics. */
  readonly from: readonly string[];
  /** Fields whose values are counted. */
  readonly count: readonly string[];
  /** By name. */
  readonly sum: Readonly<Record<string, SumSpec>>;
  /** Different values that are kept at most, of each partition. */
  readonly keys: number;
  /** Length of the windows of event time that are counted besides, in milliseconds. */
  readonly window?: number;
  /** The field with an event's time (default: the record's timestamp). */
  readonly time?: string;
  /** `watch` prints the numbers after so many events. */
  readonly block: number;
  /** How `watch` prints an event, by type: text with `{field}`. */
  readonly show: Readonly<Record<string, string>>;
}

/** `spec` of a job of kind `statistics`, as it travels through `_pipeline.jobs`. */
export interface StatisticsSpec {
  /** By name of the entry. */
  readonly tables: Readonly<Record<string, TableSpec>>;
  /** By topic, as far as they are declared. */
  readonly events: Readonly<Record<string, EventContract>>;
}

export const DEFAULT_KEYS = 100_000;
export const DEFAULT_BLOCK = 100;

const text = { type: 'string' };
const count = { type: 'integer', minimum: 1 };
const check = validator<{ tables: StatisticsSpec['tables']; events: Record<string, unknown> }>({
  type: 'object',
  required: ['tables', 'events'],
  properties: {
    events: { type: 'object' },
    tables: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['from', 'count', 'sum', 'keys', 'block', 'show'],
        properties: {
          from: { type: 'array', items: text, minItems: 1 },
          count: { type: 'array', items: text },
          sum: {
            type: 'object',
            additionalProperties: {
              type: 'object',
              required: ['of'],
              properties: { of: text, type: text, unit: text },
            },
          },
          keys: count,
          window: count,
          time: text,
          block: count,
          show: { type: 'object', additionalProperties: text },
        },
      },
    },
  },
});

function isSpec(spec: unknown): spec is StatisticsSpec {
  return check()(spec) && isRecord(spec.events) && Object.values(spec.events).every(isContract);
}

/** The spec of a job as it came out of `_pipeline.jobs`. Throws RefusedError when this version cannot run it. */
export function statisticsSpec(name: string, spec: unknown): StatisticsSpec {
  if (isSpec(spec)) return spec;
  throw new RefusedError('This version cannot run the job as it is declared', {
    where: name,
    hint: 'Apply its pipeline again with the version that runs it.',
  });
}

/** The entries that read `topic`, by name. */
export function tablesOf({ tables }: Pick<StatisticsSpec, 'tables'>, topic: string): ReadonlyMap<string, TableSpec> {
  return new Map(Object.entries(tables).filter(([, { from }]) => from.includes(topic)));
}

export const topicsOf = ({ tables }: Pick<StatisticsSpec, 'tables'>): readonly string[] => [
  ...new Set(Object.values(tables).flatMap(({ from }) => from)),
];

/** Where nothing is declared: how many events there are, and how many of each type. */
export const plainTable = (topic: string, event: EventContract | undefined): TableSpec => ({
  from: [topic],
  count: event?.by === undefined ? [] : [event.by],
  sum: {},
  keys: DEFAULT_KEYS,
  block: DEFAULT_BLOCK,
  show: {},
});

/** Version of the rules by which events are read and counted: under other rules they are read again. */
const RULES = 1;

/** What decides the numbers of a topic, given its records. What is only shown (`block`, `show`, units) is not part. */
export function countingDigest(spec: StatisticsSpec, topic: string): string {
  const counted = [...tablesOf(spec, topic)].map(([name, { count, sum, keys, window, time }]) => {
    const sums = Object.entries(sum).map(([named, { of, type }]) => [named, of, type ?? null]);
    return [name, count, sums.sort(), keys, window ?? null, time ?? null];
  });
  const decided = [RULES, counted.sort(), spec.events[topic] ?? null];
  return createHash('sha256').update(JSON.stringify(decided)).digest('hex').slice(0, 16);
}
