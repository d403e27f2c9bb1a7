import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../../src/target/checkout.ts';
import { long } from './longest-first.ts';

test('every file that is started first is there', () => {
  expect(long.filter((file) => !existsSync(join(checkout, file)))).toEqual([]);
});
