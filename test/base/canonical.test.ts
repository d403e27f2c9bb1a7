import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, digest } from '../../src/base/canonical.ts';

/** The same value with its keys inserted in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe('canonical JSON', () => {
  test('says the same as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(digest(reversed(value))).toBe(digest(value));
      }),
    );
  });

  test('sorts keys by code unit, has no spaces and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [1, { d: 'é', c: null }], B: true, a: undefined })).toBe(
      '{"B":true,"b":[1,{"c":null,"d":"é"}]}',
    );
  });
});
