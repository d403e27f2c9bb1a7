import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
// A test's own client of kafkajs is mended as the tool's are.
import '../../src/clients/kafka/kafkajs-internals.ts';
import { testCluster } from './harness.ts';
import { PAST, warned } from './warnings.ts';

/** No timer is set in the past, neither by a test nor by what runs in its cluster. */
afterAll(() => {
  const logs = join(testCluster().home, 'logs');
  const logged = globSync('**/*.log', { cwd: logs }).filter((log) =>
    readFileSync(join(logs, log), 'utf8').includes(PAST),
  );
  expect({ here: warned.splice(0), logged }).toEqual({ here: [], logged: [] });
});
