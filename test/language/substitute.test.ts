import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceMap } from '../../src/language/model.ts';
import { substitute, type Values } from '../../src/language/substitute.ts';

const map: SourceMap = { locate: () => ({ file: 'x.yaml', line: 1, column: 1, endColumn: 2 }) };
const values = (more: Partial<Values> = {}): Values => ({
  vars: {},
  services: {},
  secret: (name) => `\${file:/s:${name}}`,
  hides: () => false,
  ...more,
});

describe('substitution', () => {
  test('touches no text without a reference of ours', () => {
    const foreign = fc.string().filter((text) => !/\$\{(var|cluster|secret):/.test(text));
    fc.assert(
      fc.property(fc.array(foreign), (texts) => {
        const { value, diagnostics } = substitute({ texts }, map, values());
        expect(value).toEqual({ texts });
        expect(diagnostics).toEqual([]);
      }),
    );
  });

  test('puts any value of a variable into text as it is, and reads none of it again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('${cluster:'));
        const { value } = substitute(['<${var:it}>'], map, values({ vars: { it: text } }));
        expect(value).toEqual([`<${text}>`]);
      }),
    );
  });

  test('a reference alone keeps the type that its value spells', () => {
    const vars = { count: '3', on: 'true', name: 'abc', zip: '0123', big: '12345678901234567890' };
    const written = Object.fromEntries(Object.keys(vars).map((name) => [name, `\${var:${name}}`]));
    const { value } = substitute(written, map, values({ vars }));
    expect(value).toEqual({ count: 3, on: true, name: 'abc', zip: '0123', big: '12345678901234567890' });
  });

  test('variables may name services of the cluster, which are remembered', () => {
    const { value, services } = substitute(
      ['${var:api}/v1'],
      map,
      values({ vars: { api: '${cluster:weather}' }, services: { weather: 'http://w' } }),
    );
    expect(value).toEqual(['http://w/v1']);
    expect(services).toEqual(['weather']);
  });

  test('foreign references pass untouched', () => {
    const text = '${env:HOME} ${file:/etc/x:key} ${topic} $${var} ${}';
    expect(substitute([text], map, values()).value).toEqual([text]);
  });

  test('names that every object has are no variables', () => {
    const { diagnostics } = substitute(['${var:constructor} ${cluster:toString}'], map, values());
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['undefined-variable', 'unknown-service']);
  });

  test('a secret becomes a reference only where the field hides it', () => {
    const hides = values({ hides: ([first]) => first === 'password' });
    const { value, diagnostics } = substitute({ password: '${secret:PW}', user: '${secret:PW}' }, map, hides);
    expect(value).toEqual({ password: '${file:/s:PW}', user: '${secret:PW}' });
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['exposed-secret']);
  });
});
