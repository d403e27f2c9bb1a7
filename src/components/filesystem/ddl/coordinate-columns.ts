import type { Coordinate, Coordinates } from '../../../formats/rows/coordinates.ts';
import type { Field, Fields } from '../../../language/model.ts';
import { type Column, type Dialect, typeOf } from './types.ts';

const text: Field = { type: 'string', required: false };
const bytes: Field = { type: 'string', format: 'base64', required: false };
const time: Field = { type: 'string', format: 'date-time', required: false };
const listOf = (fields: Fields): Field => ({
  type: 'array',
  required: true,
  items: { type: 'object', required: true, fields },
});

const intType = (dialect: Dialect) => (dialect === 'trino' || dialect === 'duckdb' ? 'INTEGER' : 'INT');

/** The columns beside values in typed files. */
export const coordinateColumns = ({ chosen, keyAsBytes }: Coordinates, dialect: Dialect): readonly Column[] =>
  chosen.flatMap((name): Column[] => {
    const column = (field: Field, after = '') => ({
      name: `kafka_${name}${after}`,
      type: typeOf(field, dialect, true),
    });
    if (name === 'key') return keyAsBytes ? [column(bytes)] : [column(text), column(text, '_base64')];
    if (name === 'headers') return [column(listOf({ name: text, value: bytes }))];
    return [{ name: `kafka_${name}`, type: plainType(name, dialect, true) }];
  });

/** The members of envelopes: coordinates, and the value as an object of the event's fields. */
export function envelopeColumns({ chosen, keyAsBytes }: Coordinates, fields: Fields, dialect: Dialect): Column[] {
  const column = (name: string, field: Field) => ({ name, type: typeOf(field, dialect, false) });
  return [
    ...chosen.flatMap((name): Column[] => {
      if (name === 'key') return [...(keyAsBytes ? [] : [column('key', text)]), column('keyBase64', text)];
      if (name === 'headers') return [column(name, listOf({ name: text, value: text, valueBase64: text }))];
      return [{ name, type: plainType(name, dialect, false) }];
    }),
    column('value', { type: 'object', required: true, fields }),
  ];
}

function plainType(name: Exclude<Coordinate, 'key' | 'headers'>, dialect: Dialect, typed: boolean): string {
  switch (name) {
    case 'partition':
      return intType(dialect);
    case 'offset':
      return 'BIGINT';
    case 'topic':
      return typeOf(text, dialect, typed);
    case 'timestamp':
      return typeOf(time, dialect, typed);
  }
}
