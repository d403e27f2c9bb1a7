import { expect, test } from 'vitest';
import { asRowOf } from '../../../src/components/jdbc/proof/changed-row.ts';
import { ExpectedRows } from '../../../src/components/jdbc/proof/expected.ts';
import { tablesOf } from '../../../src/components/jdbc/tables.ts';
import { changeContract, changedRows } from '../../../src/language/change-event.ts';
import type { EventContract } from '../../../src/language/model.ts';

const customer: EventContract = {
  name: 'customer',
  unknown: 'keep',
  fields: {
    id: { type: 'integer', required: true },
    limit: { type: 'number', decimals: 2, minimum: 0, required: false },
  },
};
const change = (schemas: boolean) => changeContract('customerChange', customer, { schemas, decimals: 'base64' });
const envelope = (payload: string) => `{"schema": {"type": "struct"}, "payload": ${payload}}`;
const deletion = '{"before": {"id": 1}, "after": null, "source": {}, "op": "d"}';
const update = '{"before": null, "after": {"id": 1, "limit": "C+o="}, "source": {}, "op": "u"}';

const said = (contract: EventContract | undefined, key: string | null, value: string | null) => {
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text));
  const row = asRowOf(contract)({ key: bytes(key), value: bytes(value) });
  return [row.key, row.value].map((part) => part?.toString() ?? null);
};

test.each([false, true])('a change says what a row is, or which one is gone; with schemas: %s', (schemas) => {
  const wrapped = schemas ? envelope : (text: string) => text;
  const contract = change(schemas);
  expect(said(contract, wrapped('{"id":1}'), wrapped(update))[1]).toBe('{"id": 1, "limit": "C+o="}');
  expect(said(contract, wrapped('{"id":1}'), wrapped(deletion))).toEqual(['{"id": 1}', null]);
  expect(said(contract, wrapped('{"id":1}'), null)).toEqual(['{"id":1}', null]);
  expect(said(contract, null, null)).toEqual([null, null]);
});

test('a change without the row that it needs says nothing', () => {
  expect(() => said(change(false), null, '{"op": "c", "after": null}')).toThrow('after');
  expect(() => said(change(false), null, '{"op": "d"}')).toThrow('before');
  expect(() => said(change(true), null, update)).toThrow('payload');
});

test('records that are no changes speak for themselves', () => {
  expect(said(undefined, 'k', '{"op":"d"}')).toEqual(['k', '{"op":"d"}']);
  expect(said(customer, null, null)).toEqual([null, null]);
});

test('upsert has the columns of the rows, append those of the changes', () => {
  const settings = { template: '{topic}', layout: 'one', key: ['id'] } as const;
  const columns = (mode: 'append' | 'upsert', schemas: boolean) =>
    tablesOf({ ...settings, mode }, 'customers', change(schemas))[0]?.columns?.map(
      ({ name, type }) => `${name} ${type}`,
    );
  expect(columns('upsert', false)).toEqual(['id bigint', 'limit numeric(18,2)']);
  expect(columns('upsert', true)).toEqual(['id bigint', 'limit numeric(18,2)']);
  expect(columns('append', true)).toEqual(['payload jsonb']);
  const rows = new ExpectedRows(changedRows(change(false)));
  const { values } = rows.row(null, Buffer.from('{"id": 1, "limit": "C+o="}'));
  expect(Object.fromEntries(values)).toEqual({ id: '1', limit: '3050' });
});

test('of the row before a change only types are checked, and nothing is required', () => {
  const before = change(false).fields.before;
  expect(before).toMatchObject({ required: false });
  expect(before?.type === 'object' && before.fields.limit).toEqual({
    type: 'string',
    format: 'decimal-base64',
    decimals: 2,
    required: false,
  });
});
