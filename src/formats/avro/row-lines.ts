import { decimalText } from '../../base/decimal.ts';
import { quoted, showBytes, showDouble } from '../rows/show.ts';
import { dateText, instantText, timeText } from '../rows/time-text.ts';
import { wholeNumber } from '../rows/whole-number.ts';
import { Cursor } from './cursor.ts';
import { type Maker, reading } from './read-values.ts';
import type { AvroRecord, Logical } from './schema.ts';

/**
 * Reads the rows of a block as lines of JSON: times as ISO text, every number with the digits that the file holds. A
 * double that is no number is text; bytes are base64 in files of ours, and in others text, or `{"base64":"…"}` where
 * they are no UTF-8. Fields of a record that are null are left out.
 */
export function lineReader(schema: AvroRecord, isOurs: boolean): (block: Buffer, rows: number) => Generator<string> {
  const read = reading(schema, shown(isOurs));
  return function* (block, rows) {
    const cursor = new Cursor(block);
    for (let row = 0; row < rows; row++) yield read(cursor) ?? 'null';
  };
}

const shown = (isOurs: boolean): Maker<string | undefined> => ({
  nothing: undefined,
  boolean: String,
  whole: ({ logical }) => wholeShower(logical),
  double: showDouble,
  text: showBytes,
  bytes: ({ logical }) => {
    if (logical?.name === 'decimal') {
      return (value) => decimalText({ unscaled: wholeNumber(value), scale: logical.scale });
    }
    return isOurs ? (value) => quoted(value.toString('base64')) : showBytes;
  },
  list: (items) => `[${items.map((item) => item ?? 'null').join(',')}]`,
  map: (entries) =>
    `{${entries.map(([name, value]) => `${quoted(name.toString('utf8'))}:${value ?? 'null'}`).join(',')}}`,
  record: ({ fields }) => {
    const heads = fields.map(({ name }) => `${quoted(name)}:`);
    return (values) =>
      `{${values.flatMap((value, index) => (value === undefined ? [] : `${heads[index]}${value}`)).join(',')}}`;
  },
});

const UNITS: Readonly<Record<string, 'MILLIS' | 'MICROS' | 'NANOS'>> = {
  millis: 'MILLIS',
  micros: 'MICROS',
  nanos: 'NANOS',
};

function wholeShower(logical: Logical | undefined): (value: number | bigint) => string {
  const [, what = '', unit = ''] = /^(date|time|timestamp|local-timestamp)(?:-(\w+))?$/.exec(logical?.name ?? '') ?? [];
  const scale = UNITS[unit];
  if (what === 'date') return (value) => quoted(dateText(BigInt(value)));
  if (scale === undefined) return String;
  if (what === 'time') return (value) => quoted(timeText(BigInt(value), scale));
  return (value) => quoted(instantText(BigInt(value), scale, what === 'timestamp'));
}
