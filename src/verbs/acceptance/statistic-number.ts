import type { TableJson } from '../../statistics/totals.ts';

/** What `NAME`, `NAME.SUM` or `NAME.FIELD.VALUE` stands for, as text; undefined where it was not counted. Pure. */
export function numberOf(tables: readonly TableJson[], statistic: string): string | undefined {
  const [name, part, ...rest] = statistic.split('.');
  const table = tables.find((one) => one.name === name);
  if (table === undefined) return undefined;
  if (part === undefined) return String(table.events);
  if (rest.length === 0) return table.sums[part]?.total;
  const counted = table.counts[part];
  const times = counted === undefined ? undefined : counted.values[rest.join('.')];
  // A value that is not among those that were kept may be among the others.
  return times === undefined && counted?.other !== 0 ? undefined : String(times ?? 0);
}
