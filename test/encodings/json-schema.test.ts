import { expect, test } from 'vitest';
import { jsonSchema } from '../../src/encodings/json-schema/json-schema.ts';

const address = {
  $id: 'https://shop.example/address.json',
  type: 'object',
  required: ['city'],
  properties: { city: { type: 'string' }, country: { $ref: '#/definitions/code' }, place: { $ref: 'place.json' } },
  definitions: { code: { type: 'string', enum: ['FR', 'DE'] } },
};
const place = { type: 'object', properties: { 'a/b': { type: 'number' } } };
const order = {
  $id: 'https://shop.example/order.json',
  type: 'object',
  required: ['id', 'to'],
  properties: {
    id: { $ref: '#/$defs/id' },
    to: { $ref: 'address.json' },
    code: { $ref: 'https://shop.example/address.json#/definitions/code' },
  },
  $defs: { id: { type: 'integer' } },
};
const references = [
  { name: 'place.json', text: JSON.stringify(place) },
  { name: 'https://shop.example/address.json', text: JSON.stringify(address) },
];

test('a schema is read with those of other subjects that it refers to, by their names or addresses', () => {
  const whole = jsonSchema.whole({ text: JSON.stringify(order), references });
  const { contract, problems } = jsonSchema.derive('order', whole);
  expect(problems).toEqual([]);
  const code = { type: 'string', required: false, enum: ['FR', 'DE'] };
  expect(contract?.fields).toEqual({
    id: { type: 'integer', required: true },
    to: {
      type: 'object',
      required: true,
      fields: {
        city: { type: 'string', required: true },
        country: code,
        place: { type: 'object', required: false, fields: { 'a/b': { type: 'number', required: false } } },
      },
    },
    code,
  });
});

test('a reference that no subject answers is told', () => {
  const text = JSON.stringify({ type: 'object', properties: { to: { $ref: 'other.json' } } });
  const { contract, problems } = jsonSchema.derive('order', jsonSchema.whole({ text, references }));
  expect(contract).toBeUndefined();
  expect(problems.map(({ message }) => message)).toEqual(['only `$ref`s inside the file are followed']);
});
