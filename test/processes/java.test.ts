import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ClusterError } from '../../src/base/errors.ts';
import { findJdk, parseJavaVersion } from '../../src/processes/java.ts';

test.each([
  ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)', 17],
  ['java version "1.8.0_402"', 8],
  ['openjdk version "25-ea" 2025-09-16', 25],
  ['bash: java: not found', undefined],
])('the version in %j is %j', (text, version) => {
  expect(parseJavaVersion(text)).toBe(version);
});

test('a missing JDK is one sentence with a way out', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'no-java-'));
  const error = await findJdk({ PATH: empty }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ClusterError);
  expect(error).toMatchObject({ message: 'No Java was found', hint: expect.stringContaining('JAVA_HOME') });
  await expect(findJdk({ PATH: '/usr/bin', JAVA_HOME: empty })).rejects.toThrow(`JAVA_HOME has no bin/java: ${empty}`);
});

test('a Java that its options keep from starting is told with the reason', async () => {
  const environment = {
    PATH: process.env.PATH,
    JAVA_HOME: process.env.JAVA_HOME,
    JAVA_TOOL_OPTIONS: '-XX:NoSuchOption',
  };
  await expect(findJdk(environment)).rejects.toThrow("Java does not start: Unrecognized VM option 'NoSuchOption'");
});
