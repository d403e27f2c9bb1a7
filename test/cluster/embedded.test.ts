import { expect, test } from 'vitest';
import { run } from './harness.ts';

test('a second up changes nothing and says so', async () => {
  const { stdout, stderr, exitCode } = await run(['up']);
  expect(stderr).toContain('The cluster runs already.');
  expect(stdout).toContain('s3 ');
  expect(exitCode).toBe(0);
});
