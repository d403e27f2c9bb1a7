import { availableParallelism, totalmem } from 'node:os';
import { defineConfig } from 'vitest/config';
import { shared } from './test/cluster/environment.ts';
import LongestFirst from './test/run/longest-first.ts';

/** A cluster, with YARN or Spark at its side now and then, and its part of what the system needs besides. */
const ROOM_OF_A_LANE = 6 * 2 ** 30;

const processors = availableParallelism();

/**
 * Test files that run side by side, each on a cluster of its own. One more than there are processors: tests wait for
 * rolls, sessions and rebalances a fifth of their time.
 */
const lanes = processors === 1 ? 1 : Math.max(1, Math.min(Math.floor(totalmem() / ROOM_OF_A_LANE), processors + 1));

const cluster = ['test/cluster/**/*.test.ts'];
const faults = ['test/faults/**/*.test.ts'];

/** Left out where there is no browser and PIPELINE_NO_BROWSER says so. */
const inBrowser = process.env.PIPELINE_NO_BROWSER === '1' ? ['test/cluster/page.test.ts'] : [];

const onClusters = {
  exclude: inBrowser,
  globalSetup: ['test/cluster/setup.ts'],
  setupFiles: ['test/cluster/timers.ts'],
  testTimeout: 600_000,
  hookTimeout: 600_000,
  env: shared,
};

const images = 'test/compose/images.test.ts';
const onDocker = { fileParallelism: false, testTimeout: 900_000, hookTimeout: 900_000 };

/**
 * Rooms of tests: `unit` needs nothing; `cluster` runs on one embedded cluster of its own; `faults` breaks such
 * clusters; `lanes` is both, several files at a time, as `npm test` runs them; `compose` and `images` need Docker. Time-outs
 * only end what hangs: a busy machine may take several times what a quiet one does.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/cluster/**', 'test/faults/**', 'test/compose/**'],
          setupFiles: ['test/run/left-as-found.ts'],
          testTimeout: 60_000,
          maxWorkers: '100%',
          // Imports cost a third of their time where every file has its own.
          isolate: false,
        },
      },
      { test: { name: 'cluster', include: cluster, ...onClusters, fileParallelism: false } },
      { test: { name: 'faults', include: faults, ...onClusters, fileParallelism: false } },
      { test: { name: 'lanes', include: [...cluster, ...faults], ...onClusters, maxWorkers: lanes, isolate: false } },
      { test: { name: 'compose', include: ['test/compose/**/*.test.ts'], exclude: [images], ...onDocker } },
      { test: { name: 'images', include: [images], ...onDocker } },
    ],
  },
});
