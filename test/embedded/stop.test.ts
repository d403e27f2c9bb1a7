import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { processContext } from '../../src/base/process-context.ts';
import { stopCluster } from '../../src/embedded/stop.ts';
import { homeOf } from '../../src/target/home.ts';

const folder = mkdtempSync(join(tmpdir(), 'pipeline-down-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('with its data goes what was learned from a cluster; secrets and what belongs to other clusters stay', async () => {
  const context = { ...processContext(process), environment: { PIPELINE_HOME: folder } };
  const home = homeOf(context);
  const learned = ['proofs/embedded', 'jobs/embedded', 'recommender/shop.recommender', 'data/kafka', 'logs'];
  const others = ['proofs/compose', 'jobs/compose'];
  for (const name of [...learned, ...others]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(home.secrets, 'KEY=value\n');
  await stopCluster(home, context, true);
  expect(learned.filter((name) => existsSync(join(folder, name)))).toEqual([]);
  expect([home.secrets, ...others.map((name) => join(folder, name))].every(existsSync)).toBe(true);
});
