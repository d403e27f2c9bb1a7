import { expect, test } from 'vitest';
import { slowest } from './slowest.ts';

test('the slowest files come first, with their seconds', () => {
  const times = [
    { file: 'test/a.test.ts', seconds: 0.06 },
    { file: 'test/cluster/b.test.ts', seconds: 120.5 },
    { file: 'test/cluster/c.test.ts', seconds: 9 },
  ];
  expect(slowest(times, 2)).toBe('  120.5 s  test/cluster/b.test.ts\n    9.0 s  test/cluster/c.test.ts');
});
