import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { UsageError } from '../../base/errors.ts';
import type { TimeFormat } from '../../base/event-time.ts';
import { parseWithDigits } from '../../base/json.ts';
import { numberIn } from '../../base/numbers.ts';
import { isRecord, type Values } from '../../base/values.ts';
import { type Chosen, chooseColumns, isHeader, usualOrder } from './columns.ts';
import { eventOf, type Fields, type RatedEvent } from './fields.ts';
import { FileTimes } from './file-times.ts';
import { cellsOf, separatorOf } from './table-lines.ts';

export interface FileOptions {
  readonly columns?: readonly string[] | undefined;
  readonly separator?: string | undefined;
  readonly chosen: Chosen;
  /** Type field, its aliases and the weights by type. */
  readonly types: Pick<Fields, 'type' | 'aliases' | 'weights'>;
  /** How its times are written; default: as its first one is. */
  readonly times?: TimeFormat | undefined;
}

export interface Events {
  readonly events: readonly RatedEvent[];
  /** Rows that are no events, by reason. */
  readonly skipped: ReadonlyMap<string, number>;
  readonly fields: Fields;
  /** How its times are written, where that has a name. */
  readonly times: string | undefined;
  /** Whether the file itself names its columns. */
  readonly header: boolean;
}

/** Collects events, and counts what is none. */
export class EventList {
  readonly events: RatedEvent[] = [];
  readonly skipped = new Map<string, number>();

  add(event: RatedEvent | string): void {
    if (typeof event !== 'string') this.events.push(event);
    else this.skipped.set(event, (this.skipped.get(event) ?? 0) + 1);
  }
}

type ReadRow = (line: string) => Values | string;

function jsonRow(line: string): Values | string {
  try {
    const value = parseWithDigits(line);
    return isRecord(value) ? value : 'it is no JSON object';
  } catch {
    return 'it is no JSON';
  }
}

const tableRow =
  (names: readonly string[], separator: string): ReadRow =>
  (line) => {
    const cells = cellsOf(line, separator);
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  };

/** A table has only text: where a number may stand, a cell that spells one is one. */
function withNumbers(row: Values, columns: readonly (string | undefined)[]): Values {
  const numbers = columns.flatMap((column) => {
    const cell = column === undefined ? undefined : row[column];
    const number = typeof cell === 'string' ? numberIn(cell) : undefined;
    return column === undefined || number === undefined ? [] : [[column, number] as const];
  });
  return { ...row, ...Object.fromEntries(numbers) };
}

interface Form {
  readonly read: ReadRow;
  readonly names: readonly string[];
  /** Whether the first line is no row. */
  readonly header: boolean;
}

/** How the lines of a file are read, as its first line and the options tell. */
function formOf(first: string, { columns, separator }: FileOptions): Form {
  if (first.trimStart().startsWith('{') && columns === undefined) {
    const row = jsonRow(first);
    return { read: jsonRow, names: typeof row === 'string' ? [] : Object.keys(row), header: false };
  }
  const between = separator ?? separatorOf(first);
  const cells = cellsOf(first, between);
  const header = isHeader(cells);
  const names = columns ?? (header ? cells : usualOrder(cells));
  return { read: tableRow(names, between), names, header };
}

/**
 * Events out of a file of JSON lines or of a table (CSV, TSV, MovieLens' `::`), in the file's order. Rows that are no
 * events are counted by reason. @throws UsageError when it has no rows or no such columns.
 */
export async function readEventFile(path: string, where: string, options: FileOptions): Promise<Events> {
  const list = new EventList();
  const times = new FileTimes(options.times);
  let fields: Fields | undefined;
  let form: Form | undefined;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    if (form === undefined || fields === undefined) {
      form = formOf(line.replace(/^\ufeff/, ''), options);
      const chosen = chooseColumns(form.names, options.chosen, where);
      fields = { ...options.types, ...chosen, user: chosen.user ?? '', item: chosen.item ?? '' };
      if (form.header) continue;
    }
    const row = form.read(line);
    const values =
      typeof row === 'string' || form.read === jsonRow ? row : withNumbers(row, [fields.rating, fields.time]);
    list.add(typeof values === 'string' ? values : eventOf(values, fields, times, list.events.length));
  }
  if (fields === undefined) throw new UsageError('The file is empty', { where });
  return {
    events: list.events,
    skipped: list.skipped,
    fields,
    times: times.format,
    header: form?.header === true || form?.read === jsonRow,
  };
}
