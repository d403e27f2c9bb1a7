import fc from 'fast-check';
import { type Good, notA, type Shape } from './shape.ts';
import { anyJson, spelled, text, way } from './spelling.ts';
import { stored } from './stored.ts';

const written = (texts: fc.Arbitrary<string>): fc.Arbitrary<Good> =>
  fc.tuple(texts, way).map(([value, how]) => ({ text: spelled(value, how), stored: stored.text(value) }));

const wrong = (texts: fc.Arbitrary<string>) => texts.map((value) => ({ text: JSON.stringify(value) }));

const plain: fc.Arbitrary<Shape> = fc.constant({ words: { type: 'string' }, good: written(text), bad: notA('text') });

/** Lengths count code points. */
const bounded: fc.Arbitrary<Shape> = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(4)).map(([least, more]) => {
  const points = (min: number, max: number) =>
    fc
      .array(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), { minLength: min, maxLength: max })
      .map((all) => all.join(''));
  return {
    words: { type: 'string', minLength: least, maxLength: least + more },
    good: written(points(least, least + more)),
    bad: fc.oneof(notA('text'), wrong(points(0, least - 1)), wrong(points(least + more + 1, least + more + 3))),
  };
});

const expressions = ['^user[0-9]+$', '^[^a]*$', '\\p{Lu}\\d', '^(?:ab|é){1,3}$'] as const;

const patterned: fc.Arbitrary<Shape> = fc.constantFrom(...expressions).map((pattern) => {
  const expression = new RegExp(pattern, 'u');
  const near = fc.oneof(text, fc.constantFrom('user', 'user1\n', ' user1', 'a', 'é'.repeat(4), 'É', 'x1', ''));
  const matching = {
    '^user[0-9]+$': fc.nat().map((n) => `user${n}`),
    '^[^a]*$': text.map((value) => value.replaceAll('a', 'b')),
    '\\p{Lu}\\d': fc.tuple(text, text).map(([before, after]) => `${before}É7${after}`),
    '^(?:ab|é){1,3}$': fc.array(fc.constantFrom('ab', 'é'), { minLength: 1, maxLength: 3 }).map((all) => all.join('')),
  }[pattern];
  return {
    words: { type: 'string', pattern },
    good: written(matching),
    bad: fc.oneof(notA('text'), wrong(near.filter((value) => !expression.test(value)))),
  };
});

const chosen: fc.Arbitrary<Shape> = fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((choices) => ({
  words: { type: 'string', enum: choices },
  good: written(fc.constantFrom(...choices)),
  bad: fc.oneof(notA('text'), wrong(text.filter((value) => !choices.includes(value)))),
}));

const uuid: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'string', format: 'uuid' },
  good: written(fc.uuid()),
  bad: fc.oneof(notA('text'), wrong(fc.constantFrom('', 'uuid', '123e4567-e89b-12d3-a456-42661417400'))),
});

const email: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'string', format: 'email' },
  good: written(fc.oneof(fc.emailAddress(), fc.constantFrom("o'neil+tag@a-b.example", '{~}@1.2', 'A@B.C'))),
  bad: fc.oneof(
    notA('text'),
    wrong(
      fc.constantFrom(
        '',
        'a',
        'a@',
        '@b.c',
        'a@b',
        'a b@c.de',
        'a..b@c.de',
        '.a@c.de',
        'a@-b.de',
        'é@b.de',
        'a@b.de\n',
      ),
    ),
  ),
});

const uri: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'string', format: 'uri' },
  good: written(
    fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.constantFrom(
        'urn:isbn:0451450523',
        'mailto:a@b.de',
        'http://[::1]:80/a',
        'file:///etc/x',
        'a:b',
        'a+b.-:/%41',
      ),
    ),
  ),
  bad: fc.oneof(
    notA('text'),
    wrong(
      fc.constantFrom('', 'a', '/a/b', '//host/x', 'http://a b', 'http://é.fr', 'http://a/%zz', ':a', '1a:b', 'a:<b>'),
    ),
  ),
});

const base64: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'string', format: 'base64' },
  good: fc.tuple(fc.uint8Array({ maxLength: 24 }), way).map(([bytes, how]) => ({
    text: spelled(Buffer.from(bytes).toString('base64'), how),
    stored: stored.bytes(bytes),
  })),
  bad: fc.oneof(notA('text'), wrong(fc.constantFrom('AQ', 'A===', '====', 'AR==', '-_-_', 'AQ==AQ==', 'AQ\nL/', 'éé'))),
});

const any: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'any' },
  good: anyJson.map((value) => ({ text: value, stored: stored.text(value) })),
  bad: fc.constant({ text: 'null' }),
});

const yesNo: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'boolean' },
  good: fc.boolean().map((value) => ({ text: String(value), stored: stored.yesNo(value) })),
  bad: notA('boolean'),
});

export const textShapes: readonly fc.Arbitrary<Shape>[] = [
  plain,
  bounded,
  patterned,
  chosen,
  uuid,
  email,
  uri,
  base64,
  any,
  yesNo,
];
