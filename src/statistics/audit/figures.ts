import { decimalText } from '../../base/decimal.ts';
import type { Counted } from '../counted.ts';
import type { TableSpec } from '../spec.ts';
import type { TableState } from '../table.ts';
import type { Figures } from './recount.ts';

/** What a state says, in the words of the recount. */
export function figuresOf(
  { all, empty, broken, windows, evicted, late }: TableState,
  spec: Pick<TableSpec, 'count' | 'sum'>,
): Figures {
  const figures = new Map<string, string>();
  const tell = (what: string, times: number) => {
    if (times > 0) figures.set(what, String(times));
  };
  const tellAll = (prefix: string, { events, fields, sums }: Counted) => {
    tell(`${prefix}events`, events);
    for (const [index, name] of spec.count.entries()) {
      const field = fields[index];
      for (const [value, times] of field?.values ?? []) tell(`${prefix}${name} ${value}`, times);
      tell(`${prefix}${name} (none)`, field?.none ?? 0);
      tell(`${prefix}${name} (no room)`, field?.other ?? 0);
    }
    for (const [index, name] of Object.keys(spec.sum).entries()) {
      const sum = sums[index];
      if (sum === undefined || sum.events === 0) continue;
      figures.set(`${prefix}sum ${name}`, decimalText(sum.total));
      tell(`${prefix}in sum ${name}`, sum.events);
    }
  };
  tellAll('', all);
  tell('tombstones', empty);
  tell('windows given up', evicted);
  tell('late', late);
  for (const [reason, times] of broken) tell(`broken: ${reason}`, times);
  for (const [start, counted] of windows) tellAll(`${start} `, counted);
  return figures;
}

/** One number that two counts disagree on. */
export interface Difference {
  readonly what: string;
  /** undefined: not at all. */
  readonly counted: string | undefined;
  readonly recounted: string | undefined;
}

export function differences(counted: Figures, recounted: Figures): Difference[] {
  return [...new Set([...counted.keys(), ...recounted.keys()])]
    .sort()
    .map((what) => ({ what, counted: counted.get(what), recounted: recounted.get(what) }))
    .filter((one) => one.counted !== one.recounted);
}
