import type { Decimal } from '../../../base/decimal.ts';
import type { Fields } from '../../../formats/format.ts';
import { formats } from '../../../formats/formats.ts';
import { Unreadable } from '../../../formats/unreadable.ts';
import { type Grouped, Grouping, groupOf, numberOf } from './groups.ts';
import type { Inputs } from './inputs.ts';
import type { MapReduceWork } from './work.ts';

/** Counts the same files again, one after the other, with readers that share nothing with the job's. */
export async function recount({ store, files, format }: Inputs, work: MapReduceWork): Promise<Grouped> {
  const grouping = new Grouping();
  const { records } = formats.named(format);
  const names = [work.by, work.sum, work.only?.field].flatMap((name) => name ?? []);
  for (const { path, bytes } of files) {
    for await (const some of records(store, path, bytes, names)) {
      for (const fields of some) count(grouping, work, fields);
    }
  }
  return grouping;
}

/** Adds one record to its group; one without fields cannot be read. */
function count(grouping: Grouping, { by, sum, only }: MapReduceWork, field: Fields | undefined): void {
  grouping.read++;
  try {
    if (field === undefined) throw new Unreadable('no record');
    const name = field(by ?? '');
    groupOf(name);
    const amount = sum === undefined ? undefined : amountOf(field(sum));
    if (only !== undefined && field(only.field) !== only.value) return;
    if (sum === undefined || amount !== undefined) grouping.add(name, 1, amount);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    grouping.unreadable++;
  }
}

function amountOf(value: unknown): Decimal | undefined {
  if (value === null || value === undefined) return undefined;
  const amount = numberOf(value);
  if (amount === undefined) throw new Unreadable('no number');
  return amount;
}
