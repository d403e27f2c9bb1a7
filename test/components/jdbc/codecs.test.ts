import { describe, expect, test } from 'vitest';
import type { EpochFormat } from '../../../src/base/epoch-time.ts';
import { ZoneClock } from '../../../src/base/zone-clock.ts';
import { codecOf, json } from '../../../src/components/jdbc/proof/codecs.ts';
import { parseExactly } from '../../../src/formats/rows/exact-json.ts';
import type { Field, StringField } from '../../../src/language/model.ts';

const zone = new ZoneClock('Europe/Paris');

/** Whether what the record says (JSON) and what PostgreSQL prints are one value of a field. */
const same = (field: Field, record: string, stored: string) => {
  const codec = codecOf(field, zone);
  return codec.expected(parseExactly(record)) === codec.stored(stored);
};

const text = (format?: StringField['format']): StringField => ({
  type: 'string',
  required: true,
  ...(format !== undefined && { format }),
});
const epoch = (format: EpochFormat): Field => ({ type: 'integer', required: true, format });
const number = (decimals?: number): Field => ({
  type: 'number',
  required: true,
  ...(decimals !== undefined && { decimals }),
});

describe('a column and the record are one value', () => {
  test.each([
    [{ type: 'integer', required: true }, '9007199254740993', '9007199254740993', '9007199254740992'],
    [number(2), '1.250e1', '12.50', '12.51'],
    [number(2), '-0.0', '0.00', '0.01'],
    [number(), '0.1', '0.1', '0.10000000000000002'],
    [number(), '1e21', '1e+21', '1e+22'],
    [{ type: 'boolean', required: true }, 'true', 't', 'f'],
    [text(), '"d\\u00e9j\\u00e0"', 'déjà', 'deja'],
    [text('date'), '"2024-02-29"', '2024-02-29', '2024-03-01'],
    [text('date-time'), '"2025-01-01T00:00:00.5+02:00"', '2024-12-31 22:00:00.5+00', '2024-12-31 22:00:00.500001+00'],
    [text('local-date-time'), '"2025-07-01T12:00:00"', '2025-07-01 10:00:00+00', '2025-07-01 11:00:00+00'],
    [text('local-date-time'), '"2025-10-26T02:30:00"', '2025-10-26 00:30:00+00', '2025-10-26 01:30:00+00'],
    [text('date-time'), '"0001-01-01T00:00:00Z"', '0001-01-01 00:00:00+00', '0001-01-01 00:00:01+00'],
    [text('epoch-milliseconds'), '"1767261600500"', '2026-01-01 10:00:00.5+00', '2026-01-01 10:00:00.501+00'],
    [epoch('epoch-seconds'), '1767261600', '2026-01-01 10:00:00+00', '2026-01-01 10:00:01+00'],
    [epoch('epoch-microseconds'), '1767261600000001', '2026-01-01 10:00:00.000001+00', '2026-01-01 10:00:00+00'],
    [
      { ...text('date-time'), fraction: 'cut' },
      '"2026-01-01T10:00:00.123456789Z"',
      '2026-01-01 10:00:00.123456+00',
      '2026-01-01 10:00:00.123457+00',
    ],
    [
      { ...text('date-time'), fraction: 'nanoseconds' },
      '"2026-01-01T10:00:00.123456789Z"',
      '1767261600123456789',
      '1767261600123456000',
    ],
    [{ ...text('decimal'), decimals: 2 }, '"12.5"', '12.50', '12.51'],
    [text('base64'), '"AQL/"', '\\x0102ff', '\\x0102fe'],
    [{ type: 'any', required: true }, '{"b":[1.0],"a":"x"}', '{"a": "x", "b": [1.0]}', '{"a": "x", "b": [1.1]}'],
    [{ type: 'map', required: true, values: number() }, '{"b":1,"a":2}', '{"a": 2, "b": 1}', '{"a": 2, "b": 2}'],
  ] as const)('%j: %s is %s, not %s', (field, record, equal, other) => {
    expect(same(field, record, equal)).toBe(true);
    expect(same(field, record, other)).toBe(false);
  });
});

describe('jsonb is the same value', () => {
  test.each([
    ['{"b":1.0,"a":[1e2,null]}', '{"a": [100, null], "b": 1.0}'],
    ['{"a":1,"a":2}', '{"a": 2}'],
    ['123456789012345678901234567890.10', '123456789012345678901234567890.1'],
  ])('%s as %s', (record, stored) => {
    expect(json.expected(parseExactly(record))).toBe(json.stored(stored));
  });

  test.each([
    ['{"a":1}', '{"a": "1"}'],
    ['[1,2]', '[2, 1]'],
    ['9007199254740993', '9007199254740992'],
    ['{"a":null}', '{}'],
  ])('%s is not %s', (record, stored) => {
    expect(json.expected(parseExactly(record))).not.toBe(json.stored(stored));
  });
});
