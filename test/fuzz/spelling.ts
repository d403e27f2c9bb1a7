import fc from 'fast-check';

/** A number whose bits decide how something is written that may be written in several ways. */
export const way = fc.nat();

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const short: Readonly<Record<string, string>> = { '/': '\\/', '\b': '\\b', '\f': '\\f', '\t': '\\t' };

/** A text as JSON: plainly, all in escapes, or some of it. */
export function spelled(text: string, how: number): string {
  const plain = JSON.stringify(text);
  if (how % 4 < 2) return plain;
  if (how % 4 === 2 && text.length < 100)
    return `"${[...Array(text.length).keys()].map((n) => escaped(text[n] ?? '')).join('')}"`;
  let out = '';
  for (let n = 0; n < text.length; n++) {
    const unit = text[n] ?? '';
    const chosen = (how >>> (n % 20)) & 4;
    out += chosen === 0 ? JSON.stringify(unit).slice(1, -1) : (short[unit] ?? escaped(unit));
  }
  return `"${out}"`;
}

const gaps = ['', '', '', '', '', '', ' ', '\t', '\n', '\r\n', '  '];

/** White space where JSON allows it. */
export const gap = (how: number, place: number): string =>
  (how & 7) === 0 ? (gaps[((how >>> 3) + place * 7) % gaps.length] ?? '') : '';

const nasty = [
  '',
  ' ',
  ' a ',
  '\0',
  '\u2028\u2029',
  '\u0085',
  '🎉',
  '👩‍👩‍👧',
  'e\u0301',
  'é',
  '\ufeffa',
  '\ufffd',
  '\uffff',
  '\u{10ffff}',
  '\r\n\t\b\f\v',
  '"\\/\'`',
  '\u007f\u0080',
  '\u202eabc',
  'null',
  'NaN',
  '-0',
  '__proto__',
  '__HIVE_DEFAULT_PARTITION__',
  '%2F',
  '${env:HOME}',
  'a'.repeat(5000),
  '🎉'.repeat(700),
];

/** Any text that UTF-8 can hold, and more often those that trouble readers. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 20 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-composite', maxLength: 6 }) },
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
);

const number = fc.constantFrom('0', '-0', '1.50', '1e400', '90071992547409931', '-1E-7', '0.10');

const scalar = fc.oneof(
  number,
  fc.constantFrom('true', 'false', 'null', '{}', '[]', '{"a":1,"a":2}', `${'['.repeat(60)}${']'.repeat(60)}`),
  fc.tuple(text, way).map(([value, how]) => spelled(value, how)),
);

/** Any JSON text but null alone, with white space within. */
export const anyJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: scalar.filter((value) => value !== 'null') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.array(scalar, { maxLength: 3 }), way)
      .map(([items, how]) => `[${gap(how, 0)}${items.join(`${gap(how, 1)},`)}${gap(how, 2)}]`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.array(fc.tuple(text, scalar), { maxLength: 3 }), way).map(([members, how]) => {
      const written = members.map(([name, value]) => `${spelled(name, how)}${gap(how, 3)}:${gap(how, 4)}${value}`);
      return `{${gap(how, 0)}${written.join(',')}${gap(how, 1)}}`;
    }),
  },
);
