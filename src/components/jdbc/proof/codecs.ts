import type { ZoneClock } from '../../../base/zone-clock.ts';
import { bytesOf, unscaledText } from '../../../formats/rows/bytes.ts';
import { Misfit } from '../../../formats/rows/canonical.ts';
import { epochMicros } from '../../../formats/rows/epoch.ts';
import {
  ExactList,
  ExactNumber,
  ExactObject,
  type ExactValue,
  parseExactly,
} from '../../../formats/rows/exact-json.ts';
import { decimalText, doubleText, integerText, textDecimal } from '../../../formats/rows/exact-number.ts';
import { daysOf, microsOf, nanosOf } from '../../../formats/rows/times.ts';
import type { Field, StringField } from '../../../language/model.ts';

/** How a record's value and what PostgreSQL prints of its column become one text; both throw Misfit or SyntaxError. */
export interface Codec {
  expected(value: ExactValue): string;
  stored(text: string): string;
}

/** The codec of a field's column. Times without a zone are read on the clock of `zone`. */
export function codecOf(field: Field, zone: ZoneClock): Codec {
  switch (field.type) {
    case 'string':
      return textCodec(field, zone);
    case 'integer': {
      const { format } = field;
      if (format === undefined) return { expected: integerText, stored: (text) => text };
      return instant((value) => epochMicros(integerText(value), format, field));
    }
    case 'number':
      return numberCodec(field.decimals);
    case 'boolean':
      return { expected: booleanText, stored: (text) => text };
    case 'any':
    case 'array':
    case 'map':
    case 'object':
      return json;
  }
}

/** Of `jsonb`: the same value, whatever the order of members, white space and spelling of numbers. */
export const json: Codec = { expected: jsonText, stored: (text) => jsonText(parseExactly(text)) };

/** Of `timestamptz`: microseconds since 1970. */
const instant = (expected: Codec['expected']): Codec => ({
  expected,
  stored: (stored) => microsOf(withMinutes(stored), undefined),
});

function numberCodec(decimals: number | undefined): Codec {
  const encode = (value: ExactValue) => (decimals === undefined ? doubleText(value) : decimalText(value, decimals));
  return { expected: encode, stored: (text) => encode(new ExactNumber(text)) };
}

function textCodec(field: StringField, zone: ZoneClock): Codec {
  const text = (value: ExactValue) => {
    if (typeof value !== 'string') throw new Misfit('is no text');
    return value;
  };
  const { format, fraction, decimals = 0 } = field;
  switch (format) {
    case 'date':
      return { expected: (value) => daysOf(text(value)), stored: daysOf };
    case 'date-time':
    case 'local-date-time': {
      const clock = format === 'local-date-time' ? zone : undefined;
      if (fraction !== 'nanoseconds') return instant((value) => microsOf(text(value), clock, fraction));
      return { expected: (value) => nanosOf(text(value), clock), stored: (stored) => stored };
    }
    case 'epoch-seconds':
    case 'epoch-milliseconds':
    case 'epoch-microseconds':
      return instant((value) => epochMicros(text(value), format, field));
    case 'decimal':
      return { ...numberCodec(decimals), expected: (value) => textDecimal(text(value), decimals) };
    case 'decimal-base64':
      return { ...numberCodec(decimals), expected: (value) => unscaledText(bytesOf(text(value))) };
    case 'base64':
      return { expected: (value) => bytesOf(text(value)).toString('hex'), stored: (stored) => stored.slice(2) };
    default:
      return { expected: text, stored: (stored) => stored };
  }
}

function booleanText(value: ExactValue): string {
  if (typeof value !== 'boolean') throw new Misfit('is no boolean');
  return value ? 't' : 'f';
}

/** `2025-12-17 10:20:30.5+00`, as it stands in UTC, with its offset in full. */
const withMinutes = (text: string): string => text.replace(/([+-]\d\d)$/, '$1:00');

/** One text for each JSON value: members sorted, the last of those that stand twice, numbers in one spelling. */
function jsonText(value: ExactValue): string {
  if (value instanceof ExactNumber) return numberText(value.source);
  if (value instanceof ExactObject) {
    const members = [...value.members].map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member.value)}`);
    return `{${members.sort().join(',')}}`;
  }
  if (value instanceof ExactList) return `[${value.items.map((item) => jsonText(item.value)).join(',')}]`;
  return JSON.stringify(value);
}

/** Digits without leading and trailing zeros, and the power of ten of the last: `1.50` and `15e-1` are one. */
function numberText(source: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const written = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = written.replace(/0+$/, '');
  if (digits === '') return '0';
  return `${sign}${digits}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(written.length - digits.length)}`;
}
