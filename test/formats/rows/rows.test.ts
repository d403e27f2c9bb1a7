import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../../src/base/values.ts';
import { expectedLine } from '../../../src/formats/json/expected-line.ts';
import { ExpectedRows } from '../../../src/formats/rows/expected.ts';
import { parseContract } from '../../../src/language/contract-json.ts';
import type { EventContract, Field, Fields } from '../../../src/language/model.ts';
import lines from '../../vectors/lines.json' with { type: 'json' };

interface Case {
  readonly about?: string;
  readonly value?: string;
  readonly row?: Readonly<Record<string, unknown>>;
  readonly violation?: string;
  readonly json?: string;
}

const vectors: { readonly groups: readonly { about: string; contract: unknown; cases: readonly Case[] }[] } =
  JSON.parse(readFileSync(new URL('../../vectors/event-contract.json', import.meta.url), 'utf8'));

const rest: Field = { type: 'string', required: false };

/** A vector's row in the form both sides of the comparison are brought to. */
function canonical(row: Readonly<Record<string, unknown>>, fields: Fields): string {
  return Object.keys(row)
    .sort()
    .map((name) => {
      const field = fields[name] ?? rest;
      return `"${name}" ${kindOf(field)}=${encoded(row[name], field)}\n`;
    })
    .join('');
}

function kindOf(field: Field): string {
  switch (field.type) {
    case 'object':
      return 'group';
    case 'array':
      return `list of ${kindOf(field.items)}`;
    case 'map':
      return `map of ${kindOf(field.values)}`;
    case 'any':
      return 'text';
    case 'number':
      return field.decimals === undefined ? 'double' : `decimal(18,${field.decimals})`;
    case 'integer':
      return field.format === undefined ? 'integer' : 'time';
    case 'boolean':
      return field.type;
    case 'string':
      if (field.fraction === 'nanoseconds') return 'time in nanoseconds';
      if (field.format?.startsWith('decimal')) return `decimal(18,${field.decimals})`;
      return kinds[field.format ?? ''] ?? 'text';
  }
}

const kinds: Readonly<Record<string, string>> = {
  date: 'date',
  base64: 'bytes',
  ...Object.fromEntries(
    ['date-time', 'local-date-time', 'epoch-seconds', 'epoch-milliseconds', 'epoch-microseconds'].map((format) => [
      format,
      'time',
    ]),
  ),
};

function encoded(value: unknown, field: Field): string {
  if (value === null) return 'null';
  if (field.type === 'array' && Array.isArray(value)) return `[${value.map((v) => encoded(v, field.items)).join(',')}]`;
  if (field.type === 'object' && isRecord(value)) return `{${canonical(value, field.fields)}}`;
  if (field.type === 'map' && isRecord(value)) {
    return `[${Object.entries(value).map(([name, one]) => `${name.length}:${name}=${encoded(one, field.values)}`)}]`;
  }
  if (field.type === 'boolean') return value === true ? 't' : 'f';
  if (Object.is(value, -0)) return '-0';
  if (kindOf(field) === 'bytes') return Buffer.from(String(value), 'base64').toString('hex');
  return kindOf(field) === 'text' ? `${String(value).length}:${value}` : String(value);
}

function contractOf(value: unknown): EventContract {
  const contract = parseContract(JSON.stringify(value));
  if (contract === undefined) throw new Error('no contract');
  return contract;
}

function fieldsOf({ fields, types, by }: EventContract, row: Readonly<Record<string, unknown>>): Fields {
  return by === undefined ? fields : { ...fields, ...types?.[String(row[by])] };
}

describe.each(vectors.groups)('$about', (group) => {
  const contract = contractOf(group.contract);
  const rows = new ExpectedRows(contract);
  const stored = group.cases.flatMap(({ value, row, json }) =>
    value === undefined || row === undefined ? [] : [{ value, row, json: json ?? value }],
  );

  test.each(stored)('becomes a row: $value', ({ value, row }) => {
    expect(rows.row(value)).toBe(canonical(row, fieldsOf(contract, row)));
  });

  test.each(stored)('becomes a line: $value', ({ value, json }) => {
    expect(expectedLine(Buffer.from(value), contract).toString()).toBe(json.replace(/[\r\n]/g, ' '));
  });

  // what is no JSON, of another type or stands twice; constraints say nothing of what a row would hold
  const refused = group.cases.filter(({ violation }) =>
    /not JSON|expected|stands twice|surrogate|does not fit|digits|is no (?:integer|date|time|epoch|decimal|base64)|finer/.test(
      violation ?? '',
    ),
  );
  test.each(refused)('has no row: $value', ({ value }) => {
    if (value !== undefined) expect(() => rows.row(value)).toThrow();
  });
});

describe('a value with line breaks in a JSON sink without contract', () => {
  const line = (value: Buffer) => expectedLine(value, undefined);

  test.each(lines.filter((one) => one.reason === undefined))('is its own line: $value', ({ value }) => {
    expect(line(Buffer.from(value))).toEqual(Buffer.from(value));
  });

  test.each(lines.filter((one) => one.reason !== undefined))('must be a dead letter: $value', ({ value }) => {
    expect(() => line(Buffer.from(value))).toThrow('line break');
  });

  test('bytes that are no UTF-8 are a line', () => {
    const bytes = Buffer.from('{"a":"\xff"}', 'latin1');
    expect(line(bytes)).toEqual(bytes);
  });
});
