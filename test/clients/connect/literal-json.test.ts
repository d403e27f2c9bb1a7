import { expect, test } from 'vitest';
import { literalJson } from '../../../src/clients/connect/literal-json.ts';

test('no text of it is a reference of Connect, and all is there', () => {
  const value = { enum: ['${env:HOME}', '$', '\\${file:/etc/x:Y}', '{'], '${a:b}': 1 };
  expect(literalJson(value)).not.toContain('${');
  expect(JSON.parse(literalJson(value))).toEqual(value);
});
