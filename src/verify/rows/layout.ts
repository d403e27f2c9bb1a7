import { isRecord, text, type Values } from '../../base/values.ts';
import { type Coordinates, readCoordinates } from '../../formats/rows/coordinates.ts';

/** How fields and times name directories, and what stands beside values, as a commit link tells it. */
export interface Layout {
  /** Whether the types of a union have directories, above all others. */
  readonly byType: boolean;
  readonly fields: readonly { readonly name: string; readonly path: readonly string[] }[];
  readonly time?: TimeLayout;
  /** Absent: those of every file of the format. */
  readonly coordinates?: Coordinates;
}

export interface TimeLayout {
  /** Absent: the record's own timestamp. */
  readonly path?: readonly string[];
  readonly otherwise: boolean;
  readonly zone: string;
  /** `NAME=YYYY-MM-DD/NAME=HH`. */
  readonly directories: string;
}

/** Reads the layout of a link. TypeError or SyntaxError for what is none. */
export function parseLayout(json: string): Layout {
  const value: unknown = JSON.parse(json);
  if (!isRecord(value) || !Array.isArray(value.fields)) throw new TypeError('it tells no layout of directories');
  return {
    byType: value.byType === true,
    fields: value.fields.map((field: unknown) => ({ name: word(field, 'name'), path: pathOf(field) })),
    ...(isRecord(value.time) && { time: timeOf(value.time) }),
    ...(Array.isArray(value.coordinates) && {
      coordinates: readCoordinates(value.coordinates.map(String), value.envelope === true),
    }),
  };
}

const timeOf = (time: Values): TimeLayout => ({
  ...(time.path !== undefined && { path: pathOf(time) }),
  otherwise: time.otherwise === 'record',
  zone: word(time, 'zone'),
  directories: word(time, 'directories'),
});

function word(value: unknown, name: string): string {
  const found = isRecord(value) ? text(value[name]) : undefined;
  if (found === undefined) throw new TypeError(`its layout of directories has no ${name}`);
  return found;
}

function pathOf(value: unknown): readonly string[] {
  const path = isRecord(value) ? value.path : undefined;
  if (!Array.isArray(path) || path.length === 0) throw new TypeError('its layout of directories has no path');
  return path.map(String);
}
