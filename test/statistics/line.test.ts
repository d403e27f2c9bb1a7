import { expect, test } from 'vitest';
import type { EventContract } from '../../src/language/model.ts';
import { EventLines } from '../../src/statistics/line.ts';
import { asWritten, EventReader } from '../../src/statistics/read-event.ts';
import { condition } from '../../src/statistics/where.ts';

const contract: EventContract = {
  name: 'evenement',
  by: 'type',
  unknown: 'keep',
  fields: { user: { type: 'string', required: true } },
  types: {
    achat: { price: { type: 'number', decimals: 2, required: true } },
    panier: { products: { type: 'array', items: { type: 'string', required: true }, required: true } },
    deconnexion: {},
  },
  aliases: { déconnexion: 'deconnexion' },
};

function read(text: string, by: 'contract' | 'nothing' = 'contract') {
  const reading = new EventReader(by === 'contract' ? contract : undefined).read({ value: Buffer.from(text) });
  if (reading.kind !== 'event') throw new Error(JSON.stringify(reading));
  return reading.event;
}

const lines = new EventLines(
  { show: { achat: '💰 {price}€ {note}', panier: '{products}', deconnexion: '{type}' } },
  contract,
);

test('templates show values as people write them', () => {
  expect(lines.line(read('{"type":"achat","user":"u","price":899.9}'))).toBe('💰 899.90€ –');
  expect(lines.line(read('{"type":"panier","user":"u","products":["laptop","casque"]}'))).toBe('laptop, casque');
  expect(lines.line(read('{"type":"déconnexion","user":"u"}'))).toBe('deconnexion');
});

test('without a template all fields are shown, and without a contract the JSON', () => {
  const plain = new EventLines({ show: {} }, contract);
  expect(plain.line(read('{"type":"achat","user":"u","price":5}'))).toBe('achat  user=u  price=5.00');
  const text = '{"b": 1.0, "a": [1]}';
  expect(new EventLines({ show: {} }, undefined).line(read(text, 'nothing'))).toBe(text);
});

test('a number that a double would round is shown and asked for by its digits', () => {
  const event = asWritten(read('{"type":"achat","user":9007199254740993,"price":1}'));
  expect(new EventLines({ show: { achat: '{user}' } }, contract).line(event)).toBe('9007199254740993');
  expect(condition('user=9007199254740993')(event)).toBe(true);
});

test('conditions compare text for equality and numbers by size', () => {
  const event = read('{"type":"achat","user":"user1","price":500}');
  const met = ['user=user1', 'user!=user2', 'price>=500', 'price<500.01', 'price = 500', 'none!=x'];
  const missed = ['user=user', 'price>500', 'price<500', 'user>1', 'none=x', 'none>0'];
  expect(met.map((text) => condition(text)(event))).toEqual(met.map(() => true));
  expect(missed.map((text) => condition(text)(event))).toEqual(missed.map(() => false));
  for (const wrong of ['price', '=5', 'price>cher', 'price>', ''])
    expect(() => condition(wrong)).toThrow('no condition');
});
