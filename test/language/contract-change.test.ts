import { describe, expect, test } from 'vitest';
import { contractChanges } from '../../src/language/contract-change/contract-change.ts';
import type { EventContract, Field, Fields } from '../../src/language/model.ts';

const contract = (fields: Fields, more: Partial<EventContract> = {}): EventContract => ({
  name: 'sale',
  unknown: 'keep',
  fields,
  ...more,
});
const number: Field = { type: 'number', required: true };
const text: Field = { type: 'string', required: true };

const between = (before: Fields, after: Fields) =>
  contractChanges(contract(before), contract(after)).map(({ field, effect, column, takes }) => [
    field,
    effect,
    column,
    takes,
  ]);

describe('a change of a contract', () => {
  test('that changes nothing is none', () => {
    expect(between({ price: number }, { price: { required: true, type: 'number' } })).toEqual([]);
  });

  test.each<[string, Fields, Fields, string, string, string]>([
    [
      'a field that need not be there any more',
      { p: number },
      { p: { ...number, required: false } },
      'widening',
      'same',
      'more',
    ],
    [
      'a field that must be there now',
      { p: { ...number, required: false } },
      { p: number },
      'breaking',
      'same',
      'fewer',
    ],
    [
      'a limit that is lower',
      { p: { ...number, minimum: 5 } },
      { p: { ...number, minimum: 0 } },
      'widening',
      'same',
      'more',
    ],
    [
      'a limit that is higher',
      { p: { ...number, minimum: 0 } },
      { p: { ...number, minimum: 5 } },
      'breaking',
      'same',
      'fewer',
    ],
    ['a limit that is new', { p: number }, { p: { ...number, maximum: 5 } }, 'breaking', 'same', 'fewer'],
    ['a limit that goes', { p: { ...text, pattern: '^a' } }, { p: text }, 'widening', 'same', 'more'],
    [
      'another pattern',
      { p: { ...text, pattern: '^a' } },
      { p: { ...text, pattern: '^b' } },
      'breaking',
      'same',
      'fewer',
    ],
    [
      'one more value',
      { p: { ...text, enum: ['a'] } },
      { p: { ...text, enum: ['b', 'a'] } },
      'widening',
      'same',
      'more',
    ],
    [
      'one value less',
      { p: { ...text, enum: ['a', 'b'] } },
      { p: { ...text, enum: ['a'] } },
      'breaking',
      'same',
      'fewer',
    ],
    ['another type', { p: text }, { p: number }, 'breaking', 'retyped', 'fewer'],
    [
      'numbers that were whole',
      { p: { type: 'integer', required: true } },
      { p: number },
      'breaking',
      'retyped',
      'more',
    ],
    [
      'more decimals',
      { p: { ...number, decimals: 2 } },
      { p: { ...number, decimals: 3 } },
      'breaking',
      'retyped',
      'fewer',
    ],
    [
      'the same number in another unit',
      { p: { type: 'integer', required: true, format: 'epoch-seconds' } },
      { p: { type: 'integer', required: true, format: 'epoch-milliseconds' } },
      'breaking',
      'reread',
      'fewer',
    ],
  ])('%s', (_, before, after, effect, column, takes) => {
    expect(between(before, after)).toEqual([['p', effect, column, takes]]);
  });

  test('a new field may be refused where it came already, and was kept as it was', () => {
    expect(between({}, { p: { ...number, required: false } })).toEqual([['p', 'widening', 'added', 'fewer']]);
    expect(between({}, { p: number })).toEqual([['p', 'breaking', 'added', 'fewer']]);
  });

  test('a field that goes is in the rest from then on', () => {
    expect(between({ p: number }, {})).toEqual([['p', 'breaking', 'removed', 'same']]);
  });

  test('is found in objects, lists, maps and the types of a union', () => {
    const object = (p: Field): Fields => ({ at: { type: 'object', required: true, fields: { p } } });
    expect(between(object(text), object(number))).toEqual([['at.p', 'breaking', 'retyped', 'fewer']]);
    const list = (items: Field): Fields => ({ l: { type: 'array', required: true, items } });
    expect(between(list(text), list(number))).toEqual([['l[]', 'breaking', 'retyped', 'fewer']]);
    const union = (types: EventContract['types']) => contract({}, { by: 'kind', ...(types && { types }) });
    expect(contractChanges(union({ a: {} }), union({ a: { p: number }, b: {} }))).toMatchObject([
      { field: 'a.p', effect: 'breaking' },
      { field: 'b', effect: 'compatible', column: 'added' },
    ]);
    expect(contractChanges(union({ a: {}, b: {} }), union({ a: {} }))).toMatchObject([
      { field: 'b', effect: 'breaking' },
    ]);
  });

  test('of how times without a zone are read is told of the event', () => {
    const zoned = (timezone: string) => contract({ p: text }, { timezone });
    expect(contractChanges(zoned('UTC'), zoned('Europe/Paris'))).toMatchObject([{ field: '', effect: 'breaking' }]);
  });
});
