import { expect, test } from 'vitest';
import { entriesOf, member } from '../../src/base/values.ts';
import { isSpecWords, readWords, recommenderSchema, specWords } from '../../src/recommender/words.ts';

const written = { from: 'clicks', to: 'lists', user: 'u', item: 'i', weights: { click: 1 } };

test('what is not written is as the schema says, and what has no default is left out', () => {
  const declared = readWords(written);
  for (const [name, schema] of entriesOf(recommenderSchema().properties)) {
    const value = member(written, name) === undefined ? member(schema, 'default') : member(declared, name);
    if (name !== 'session') expect(member(declared, name), name).toEqual(value);
  }
  expect(specWords(declared)).toEqual({
    ...written,
    from: ['clicks'],
    top: 10,
    history: 100,
    known: 2_000,
    excludeKnown: true,
    shards: 32,
  });
});

test('lists of sessions are made by the session', () => {
  const declared = readWords({
    ...written,
    user: undefined,
    model: 'sessions',
    session: 's',
    decay: { profile: '1h' },
  });
  expect(specWords(declared)).toMatchObject({ model: 'sessions', user: 's', decay: { profile: 3_600_000 } });
});

test('a spec with a word missing or wrong is none; words that older versions did not know may be missing', () => {
  const spec = specWords(readWords({ ...written, rating: 'r', limits: { users: 5 } }));
  expect(isSpecWords(spec)).toBe(true);
  for (const name of Object.keys(spec)) {
    expect(isSpecWords({ ...spec, [name]: [{}] }), name).toBe(false);
    const optional = ['known', 'shards', 'rating', 'limits'].includes(name);
    expect(isSpecWords({ ...spec, [name]: undefined }), name).toBe(optional);
  }
  expect(isSpecWords({ ...spec, user: '' })).toBe(false);
});
