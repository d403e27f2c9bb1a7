import type { Coordinates } from '../../formats/rows/coordinates.ts';
import { ExactObject, parseExactly } from '../../formats/rows/exact-json.ts';
import { exactText } from '../../formats/rows/exact-text.ts';
import { ExpectedRows } from '../../formats/rows/expected.ts';
import {
  fieldAt,
  isSingleKind,
  type SingleStored,
  textOfDirectory,
  valueOfDirectory,
} from '../../formats/rows/field-value.ts';
import type { EventContract, Field } from '../../language/model.ts';
import { storedAs } from '../../language/stored-as.ts';
import { pathText, visiblePathText } from '../../store/path-text.ts';
import { type Layout, parseLayout, type TimeLayout } from './layout.ts';
import { timeDirectories } from './time-directories.ts';

/** Where rows lie, as a text that both sides of a comparison write beside the row. Both throw Misfit. */
export interface Directories {
  /** Of a record: its value, and its own timestamp in milliseconds since 1970. */
  expected(value: Buffer, timestamp: number): string;
  /** Of a file, by its path below the sink's. */
  stored(path: string): string;
  /** What the layout tells of columns beside the value; absent: nothing. */
  readonly coordinates?: Coordinates;
}

/** The directories of a layout as links tell it. `contract`: of the topic, where it has one. */
export function directoriesOf(json: string, contract: EventContract | undefined): Directories {
  const layout = parseLayout(json);
  const { coordinates } = layout;
  return {
    expected: expectedBy(layout, contract),
    stored: storedBy(layout, contract),
    ...(coordinates !== undefined && { coordinates }),
  };
}

const place = (parts: readonly (string | undefined)[]): string => ` in ${JSON.stringify(parts)}`;

function expectedBy({ byType, fields, time }: Layout, contract: EventContract | undefined): Directories['expected'] {
  const rows = contract && new ExpectedRows(contract);
  const readers = fields.map(({ path }) => rows?.field(path));
  const clock = time && clockOf(time, contract, rows);
  return (value, timestamp) => {
    const parsed = rows && parseExactly(exactText(value));
    const event = parsed instanceof ExactObject ? parsed : undefined;
    const type = byType && event !== undefined ? visiblePathText(rows?.typeOf(event) ?? '') : '';
    const values = readers.map((read) => (event === undefined ? undefined : read?.(event)));
    return place([type, ...values, clock?.(event, timestamp)]);
  };
}

type Clock = (event: ExactObject | undefined, timestamp: number) => string;

function clockOf({ path, zone, directories }: TimeLayout, contract?: EventContract, rows?: ExpectedRows): Clock {
  const name = timeDirectories(directories, zone);
  const field = path && contract && fieldAt(contract, path);
  const read = path && rows?.field(path);
  return (event, timestamp) => {
    const time = event && read?.(event);
    return name(time === undefined || field === undefined ? timestamp : millisecondsOf(time, field));
  };
}

function millisecondsOf(time: string, field: Field): number {
  const { kind } = storedAs(field);
  if (kind === 'date') return Number(time) * 86_400_000;
  // before 1970 down to the second before, never up into the next
  const [digits, unit] = [BigInt(time), kind === 'nanoseconds' ? 1_000_000n : 1_000n];
  return Number(digits / unit) - (digits % unit < 0n ? 1 : 0);
}

function storedBy({ byType, fields, time }: Layout, contract: EventContract | undefined): Directories['stored'] {
  const known = fields.map(({ name, path }) => ({
    before: `${pathText(name)}=`,
    stored: singleOf(contract && fieldAt(contract, path)),
  }));
  return (path) => {
    const directories = path.split('/').slice(1, -1);
    const type = byType ? (directories.shift() ?? '') : '';
    const values = known.map(({ before, stored }) => {
      const directory = directories.shift() ?? '';
      if (!directory.startsWith(before) || stored === undefined) return `no ${before}`;
      return valueOfDirectory(stored, textOfDirectory(directory.slice(before.length)));
    });
    return place([type, ...values, time === undefined ? directories.join('/') || undefined : directories.join('/')]);
  };
}

function singleOf(field: Field | undefined): SingleStored | undefined {
  const stored = field && storedAs(field);
  if (stored?.kind === 'decimal') return stored;
  return stored !== undefined && isSingleKind(stored.kind) ? { kind: stored.kind } : undefined;
}
