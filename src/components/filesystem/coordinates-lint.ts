import type { Diagnostic } from '../../base/errors.ts';
import { isRecord, type Values } from '../../base/values.ts';
import type { Format } from '../../formats/format.ts';
import { columnsOf, readCoordinates } from '../../formats/rows/coordinates.ts';
import { mistake, type Place } from '../../language/diagnostic.ts';
import type { EventContract, Fields, TopicDeclaration } from '../../language/model.ts';
import { writtenCoordinates } from './coordinates.ts';

type At = (...path: readonly (string | number)[]) => Place;

/** Rules for what stands beside values, that need no contract. Pure. */
export function lintCoordinates(words: Values, format: Format | undefined, at: At): Diagnostic[] {
  const { coordinates, envelope } = words;
  if (envelope === true && format?.typed === true) {
    const message = `files of ${format.name} have columns for coordinates, and no envelopes`;
    const hint = 'write `coordinates: [partition, offset, timestamp, key, headers]` in its place, or `format: json`';
    return [mistake('bad-coordinates', at('envelope'), message, { hint })];
  }
  if (envelope === true && coordinates === false) {
    const message = 'an envelope without coordinates holds nothing but the value';
    return [mistake('bad-coordinates', at('coordinates'), message, { hint: 'leave one of the two out' })];
  }
  if (!Array.isArray(coordinates)) return [];
  if (envelope !== true && format?.typed === false) {
    const message = `lines of ${format.name} hold nothing but values`;
    const hint = 'add `envelope: true`: each line is an object of the coordinates and the value';
    return [mistake('bad-coordinates', at('coordinates'), message, { hint })];
  }
  const key = coordinates.findIndex((one: unknown) => isRecord(one));
  if (key < 0 || !coordinates.includes('key')) return [];
  return [
    mistake('bad-coordinates', at('coordinates', key), 'the key stands here twice', { hint: 'remove one of them' }),
  ];
}

/** Columns of coordinates that a contract has fields for: no file can hold both. Pure. */
export function lintCoordinateNames(
  { map }: TopicDeclaration,
  { name, fields, types = {} }: EventContract,
  { coordinates }: Values,
  at: At,
): Diagnostic[] {
  if (!Array.isArray(coordinates)) return [];
  const places: readonly (readonly [Fields, readonly string[]])[] = [
    [fields, ['events', name, 'fields']],
    ...Object.entries(types).map(([type, own]) => [own, ['events', name, 'types', type]] as const),
  ];
  return coordinates.flatMap((one: unknown, index) => {
    const columns = columnsOf(readCoordinates((writtenCoordinates([one]) ?? '').split(','), false));
    return places.flatMap(([own, pointer]) =>
      Object.keys(own).flatMap((field) => {
        const column = columns.find((taken) => taken.toLowerCase() === field.toLowerCase());
        if (column === undefined) return [];
        const message = `the column \`${column}\` is a field of event \`${name}\` already`;
        const related = {
          place: { map, pointer: [...pointer, field], part: 'key' as const },
          message: `\`${field}\` is declared here`,
        };
        const hint = 'rename the field, or leave this coordinate out';
        return [mistake('bad-coordinates', at('coordinates', index), message, { hint, related })];
      }),
    );
  });
}
