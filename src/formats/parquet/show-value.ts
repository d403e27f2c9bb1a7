import type { LogicalType, SchemaElement } from 'hyparquet';
import { decimalText } from '../../base/decimal.ts';
import { quoted, showBytes, showDouble } from '../rows/show.ts';
import { dateText, instantText, timeText } from '../rows/time-text.ts';
import { wholeNumber } from '../rows/whole-number.ts';
import { meaningOf } from './meaning.ts';

/** The JSON of a value that is there. */
export type Show = (value: unknown) => string;

/** How values of a column without members are shown: exactly, whatever its type. */
export function valueShower(element: SchemaElement): Show {
  const meaning = meaningOf(element);
  if (element.type === 'INT96') return (value) => quoted(instantText(wholeNumber(value), 'NANOS', true));
  if (meaning === undefined) return plain;
  return byMeaning(meaning);
}

function byMeaning(meaning: LogicalType): Show {
  switch (meaning.type) {
    case 'DATE':
      return (value) => quoted(dateText(wholeNumber(value)));
    case 'TIME':
      return (value) => quoted(timeText(wholeNumber(value), meaning.unit));
    case 'TIMESTAMP':
      return (value) => quoted(instantText(wholeNumber(value), meaning.unit, meaning.isAdjustedToUTC));
    case 'DECIMAL':
      return (value) => decimalText({ unscaled: wholeNumber(value), scale: meaning.scale });
    case 'INTEGER':
      return (value) =>
        String(meaning.isSigned ? wholeNumber(value) : BigInt.asUintN(meaning.bitWidth, wholeNumber(value)));
    case 'FLOAT16':
      return (value) => (value instanceof Uint8Array ? showDouble(halfPrecision(value)) : plain(value));
    case 'UUID':
      return (value) => (value instanceof Uint8Array ? quoted(uuidText(value)) : plain(value));
    default:
      return plain;
  }
}

/** Numbers in decimal, bytes as text where they are UTF-8, and as `{"base64":"…"}` where they are not. */
function plain(value: unknown): string {
  if (value instanceof Uint8Array) return showBytes(value);
  if (typeof value === 'number') return showDouble(value);
  return typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'null');
}

function uuidText(value: Uint8Array): string {
  const hex = Buffer.from(value).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** IEEE 754's 16 bits, the lowest byte first. */
function halfPrecision([low = 0, high = 0]: Uint8Array): number {
  const sign = high >> 7 === 1 ? -1 : 1;
  const exponent = (high >> 2) & 0x1f;
  const fraction = ((high & 3) << 8) | low;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
