import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../src/base/values.ts';
import { expectedLine } from '../../src/formats/json/expected-line.ts';
import { canonicalJson } from '../../src/formats/rows/canonical.ts';
import { ExpectedRows } from '../../src/formats/rows/expected.ts';
import { parseContract } from '../../src/language/contract-json.ts';
import type { EventContract, Field, Fields } from '../../src/language/model.ts';

interface Case {
  readonly about?: string;
  readonly value?: string;
  readonly row?: Readonly<Record<string, unknown>>;
  readonly json?: string;
}

const vectors: { readonly groups: readonly { about: string; contract: unknown; cases: readonly Case[] }[] } =
  JSON.parse(readFileSync(new URL('../vectors/event-contract.json', import.meta.url), 'utf8'));

/** A vector's row in the form both sides of the comparison are brought to. */
function canonical(row: Readonly<Record<string, unknown>>, fields: Fields): string {
  return Object.keys(row)
    .sort()
    .map((name) => {
      const field = fields[name];
      const value = field === undefined ? canonicalJson(JSON.parse(String(row[name]))) : encoded(row[name], field);
      return `${name}=${value}\n`;
    })
    .join('');
}

function encoded(value: unknown, field: Field): string {
  if (value === null) return 'null';
  if (field.type === 'array' && Array.isArray(value)) return `[${value.map((v) => encoded(v, field.items)).join(',')}]`;
  if (field.type === 'object' && isRecord(value)) return `{${canonical(value, field.fields)}}`;
  if (field.type === 'boolean') return value === true ? 't' : 'f';
  const time = field.type === 'string' && ['date', 'date-time', 'local-date-time'].includes(field.format ?? '');
  return field.type === 'string' && !time ? `${String(value).length}:${value}` : String(value);
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
});

describe('a value with line breaks in a JSON sink without contract', () => {
  const line = (value: string) => expectedLine(Buffer.from(value), undefined).toString();

  test('stands on one line when the breaks mean nothing', () => {
    expect(line('{\r\n "a":\n1}')).toBe('{   "a": 1}');
  });

  test.each(['{"a":"one\ntwo"}', 'one\ntwo', '{"a":1}\n}'])('must be a dead letter otherwise: %j', (value) => {
    expect(() => line(value)).toThrow(SyntaxError);
  });
});
