import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
// A test's own client of kafkajs is mended as the tool's are.
import '../../src/clients/kafka/kafkajs-internals.ts';
import { testCluster } from './harness.ts';

const WARNING = 'TimeoutNegativeWarning';
const here: string[] = [];
process.on('warning', ({ name, message, stack }) => {
  if (name === WARNING) here.push(stack ?? message);
});

/**
 * A timer set in the past, which kafkajs does where it is not mended, is a warning to whoever runs a command for long.
 */
afterAll(() => {
  const logs = join(testCluster().home, 'logs');
  const logged = globSync('**/*.log', { cwd: logs }).filter((log) =>
    readFileSync(join(logs, log), 'utf8').includes(WARNING),
  );
  expect({ here, logged }).toEqual({ here: [], logged: [] });
});
