import { decimalText } from '../base/decimal.ts';
import type { EventContract, Field } from '../language/model.ts';
import type { Counted } from './counted.ts';
import type { StatisticsSpec, TableSpec } from './spec.ts';
import { addTable, brokenRecords, emptyTable, type TableState } from './table.ts';

/** Numbers of some events; documented in docs/statistics.md. */
export interface CountedJson {
  readonly events: number;
  /** By field: events by value, the most frequent first. */
  readonly counts: Readonly<
    Record<string, { readonly values: Readonly<Record<string, number>>; readonly none: number; readonly other: number }>
  >;
  /** By name; `total` is an exact decimal number. */
  readonly sums: Readonly<Record<string, SumJson>>;
}

export interface SumJson {
  readonly total: string;
  /** Events that it is a sum over. */
  readonly events: number;
  readonly unit?: string;
  /** Digits after the point that the field has by its contract. */
  readonly decimals?: number;
}

/** What one entry of `statistics:` has counted; documented in docs/statistics.md. */
export interface TableJson extends CountedJson {
  readonly name: string;
  readonly topics: readonly string[];
  /** All that were read: events, broken ones, tombstones. */
  readonly records: number;
  readonly broken: Readonly<Record<string, number>>;
  readonly tombstones: number;
  /** By start, the oldest first; present where the entry asks for windows. */
  readonly windows?: readonly (CountedJson & { readonly from: string })[];
  /** Windows that were given up for newer ones, and events that came too late for theirs. */
  readonly windowsGivenUp: number;
  readonly late: number;
}

/** Adds up what was counted of partitions. */
export function tableJson(
  name: string,
  spec: TableSpec,
  events: StatisticsSpec['events'],
  states: readonly TableState[],
): TableJson {
  const total = emptyTable(spec);
  for (const state of states) addTable(total, state);
  const contracts = spec.from.flatMap((topic) => events[topic] ?? []);
  const { all, empty, broken, windows, evicted, late } = total;
  return {
    name,
    topics: spec.from,
    records: all.events + empty + brokenRecords(total),
    ...countedJson(all, spec, contracts),
    broken: Object.fromEntries([...broken].sort(([, left], [, right]) => right - left)),
    tombstones: empty,
    ...(spec.window === undefined
      ? {}
      : {
          windows: [...windows]
            .sort(([left], [right]) => left - right)
            .map(([start, counted]) => ({ from: clockTime(start), ...countedJson(counted, spec, contracts) })),
        }),
    windowsGivenUp: evicted,
    late,
  };
}

/** As the clock of the events shows it: their times may have no zone. */
const clockTime = (start: number) => new Date(start).toISOString().replace(/(\.000)?Z$/, '');

function countedJson(
  { events, fields, sums }: Counted,
  spec: TableSpec,
  contracts: readonly EventContract[],
): CountedJson {
  const counts = spec.count.flatMap((field, index) => {
    const counted = fields[index];
    if (counted === undefined) return [];
    const values = Object.fromEntries([...counted.values].sort(byTimes));
    return [[field, { values, none: counted.none, other: counted.other }] as const];
  });
  const told = Object.entries(spec.sum).flatMap(([name, { of, type, unit }], index) => {
    const sum = sums[index];
    if (sum === undefined) return [];
    const decimals = contracts.map((contract) => decimalsOf(fieldOf(contract, of, type))).find(Number.isInteger);
    const json = {
      total: decimalText(sum.total),
      events: sum.events,
      ...(unit === undefined ? {} : { unit }),
      ...(decimals === undefined ? {} : { decimals }),
    };
    return [[name, json] as const];
  });
  return { events, counts: Object.fromEntries(counts), sums: Object.fromEntries(told) };
}

/** The most frequent first, equally frequent ones by name. */
const byTimes = ([left, many]: readonly [string, number], [right, few]: readonly [string, number]) =>
  few - many || (left < right ? -1 : 1);

/** What the contract says of a field, of events of `type` or of any. */
export function fieldOf(
  { fields, types = {} }: EventContract,
  name: string,
  type: string | undefined,
): Field | undefined {
  const some = type === undefined ? Object.values(types) : [Object.hasOwn(types, type) ? types[type] : undefined];
  return [fields, ...some].find((one) => one !== undefined && Object.hasOwn(one, name))?.[name];
}

/** Digits after the point of a number with a fixed count of them. */
export const decimalsOf = (field: Field | undefined): number | undefined =>
  field?.type === 'number' ? field.decimals : undefined;
