import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatProperties, parseProperties } from '../../src/target/properties.ts';

describe('Java properties', () => {
  test('come back as they were written, whatever is in them', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(fc.dictionary(text, fc.string({ unit: 'grapheme' })), (entries) => {
        expect(parseProperties(formatProperties(entries))).toEqual({ ...entries });
      }),
    );
  });

  test('may have any key, `__proto__` too', () => {
    expect(Object.entries(parseProperties('__proto__=1\n'))).toEqual([['__proto__', '1']]);
  });

  test('are read as Java reads them', () => {
    const text = '# comment\n! comment\n a = 1\nb:2\nc 3\nd\\ e=\\u00e9\nf=one, \\\n   two\ng=\nh=a\\\\\nempty\n';
    expect(parseProperties(text)).toEqual({
      a: '1',
      b: '2',
      c: '3',
      'd e': 'é',
      f: 'one, two',
      g: '',
      h: 'a\\',
      empty: '',
    });
  });
});
