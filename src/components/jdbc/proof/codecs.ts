import { Misfit } from '../../../formats/rows/canonical.ts';
import { ExactNumber, ExactObject, type ExactValue, parseExactly } from '../../../formats/rows/exact-json.ts';
import { decimalText, doubleText, integerText } from '../../../formats/rows/exact-number.ts';
import { daysOf, microsOf, type ZoneClock } from '../../../formats/rows/times.ts';
import type { Field } from '../../../language/model.ts';

/** How a record's value and what PostgreSQL prints of its column become one text; both throw Misfit or SyntaxError. */
export interface Codec {
  expected(value: ExactValue): string;
  stored(text: string): string;
}

/** The codec of a field's column. Times without a zone are read on the clock of `zone`. */
export function codecOf(field: Field, zone: ZoneClock): Codec {
  switch (field.type) {
    case 'string':
      return textCodec(field.format, zone);
    case 'integer':
      return { expected: integerText, stored: (text) => text };
    case 'number': {
      const { decimals } = field;
      const encode = (value: ExactValue) => (decimals === undefined ? doubleText(value) : decimalText(value, decimals));
      return { expected: encode, stored: (text) => encode(new ExactNumber(text)) };
    }
    case 'boolean':
      return { expected: booleanText, stored: (text) => text };
    case 'array':
    case 'object':
      return json;
  }
}

/** Of `jsonb`: the same value, whatever the order of members, white space and spelling of numbers. */
export const json: Codec = { expected: jsonText, stored: (text) => jsonText(parseExactly(text)) };

function textCodec(format: string | undefined, zone: ZoneClock): Codec {
  const text = (value: ExactValue) => {
    if (typeof value !== 'string') throw new Misfit('is no text');
    return value;
  };
  if (format === 'date')
    return { expected: (value) => daysOf(text(value)), stored: (stored) => daysOf(commonEra(stored)) };
  const clock = format === 'local-date-time' ? zone : undefined;
  if (clock === undefined && format !== 'date-time') return { expected: text, stored: (stored) => stored };
  return {
    expected: (value) => microsOf(text(value), clock),
    stored: (stored) => microsOf(withMinutes(stored), undefined),
  };
}

function booleanText(value: ExactValue): string {
  if (typeof value !== 'boolean') throw new Misfit('is no boolean');
  return value ? 't' : 'f';
}

/** `2025-12-17 10:20:30.5+00`, as it stands in UTC, with its offset in full. */
const withMinutes = (text: string): string => commonEra(text).replace(/([+-]\d\d)$/, '$1:00');

/** The year 0 of ISO is the first before Christ of PostgreSQL. */
function commonEra(text: string): string {
  const [, year, rest] = /^(\d{4})(.*) BC$/.exec(text) ?? [];
  return year === undefined ? text : `${String(Number(year) - 1).padStart(4, '0')}${rest}`;
}

/** One text for each JSON value: members sorted, the last of those that stand twice, numbers in one spelling. */
function jsonText(value: ExactValue): string {
  if (value instanceof ExactNumber) return numberText(value.source);
  if (value instanceof ExactObject) {
    const members = [...value.members].map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member.value)}`);
    return `{${members.sort().join(',')}}`;
  }
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  return JSON.stringify(value);
}

const isList = (value: ExactValue): value is readonly ExactValue[] => Array.isArray(value);

/** Digits without leading and trailing zeros, and the power of ten of the last: `1.50` and `15e-1` are one. */
function numberText(source: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const written = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = written.replace(/0+$/, '');
  if (digits === '') return '0';
  return `${sign}${digits}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(written.length - digits.length)}`;
}
