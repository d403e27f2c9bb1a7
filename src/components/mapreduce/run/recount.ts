import type { Decimal } from '../../../base/decimal.ts';
import { formatOfPath } from '../../../formats/formats.ts';
import { linesOf, plain } from '../../../formats/lines.ts';
import type { ColumnChunk, ParquetFile } from '../../../formats/parquet/file.ts';
import { openParquet } from '../../../formats/parquet/file.ts';
import { meaningOf } from '../../../formats/parquet/meaning.ts';
import { parquet } from '../../../formats/parquet/parquet.ts';
import { wholeNumber } from '../../../formats/parquet/whole-number.ts';
import { ExactNumber, ExactObject, parseExactly } from '../../../formats/rows/exact-json.ts';
import { exactText } from '../../../formats/rows/exact-text.ts';
import type { Store } from '../../../store/store.ts';
import { type Grouped, Grouping, groupOf, numberOf, Unreadable } from './groups.ts';
import type { InputFile } from './inputs.ts';
import type { MapReduceWork } from './work.ts';

/** Counts the same files again, one after the other, with readers that share nothing with the job's. */
export async function recount(files: readonly InputFile[], store: Store, work: MapReduceWork): Promise<Grouped> {
  const grouping = new Grouping();
  for (const { path, bytes } of files) {
    if (formatOfPath(path) === parquet) await countRows(await openParquet(store, path, bytes), work, grouping);
    else await countLines(path, store, work, grouping);
  }
  return grouping;
}

async function countLines(path: string, store: Store, work: MapReduceWork, grouping: Grouping): Promise<void> {
  for await (const lines of linesOf(plain(await store.read(path), path))) {
    for (const line of lines) {
      count(grouping, work, () => {
        const record = parsed(line);
        return (name) => record.get(name);
      });
    }
  }
}

function parsed(line: Buffer): ExactObject {
  let record: unknown;
  try {
    record = parseExactly(exactText(line));
  } catch {
    throw new Unreadable('no JSON');
  }
  if (!(record instanceof ExactObject)) throw new Unreadable('no JSON object');
  return record;
}

async function countRows(file: ParquetFile, work: MapReduceWork, grouping: Grouping): Promise<void> {
  for await (const chunk of file.read()) {
    for (let row = 0; row < chunk.rows; row++) count(grouping, work, () => (name) => cell(file, chunk, name, row));
  }
}

/** A value as JSON would hold it; columns that the file does not have are null. */
function cell({ columns }: ParquetFile, { values }: ColumnChunk, name: string, row: number): unknown {
  const index = columns.findIndex(({ element }) => element.name === name);
  const element = columns[index]?.element;
  const value: unknown = values[index]?.[row];
  if (element === undefined || value === null || value === undefined) return null;
  const meaning = meaningOf(element);
  if (meaning?.type === 'DECIMAL') return new ExactNumber(`${wholeNumber(value)}e-${meaning.scale}`);
  if (meaning?.type === 'STRING' && value instanceof Uint8Array) return textOf(Buffer.from(value));
  return typeof value === 'bigint' ? new ExactNumber(String(value)) : value;
}

function textOf(bytes: Buffer): string {
  try {
    return exactText(bytes);
  } catch {
    throw new Unreadable('no UTF-8');
  }
}

type Fields = (name: string) => unknown;

/** Adds one record to its group. `open` gives its fields, or finds it Unreadable. */
function count(grouping: Grouping, { by, sum, only }: MapReduceWork, open: () => Fields): void {
  grouping.read++;
  try {
    const field = open();
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
