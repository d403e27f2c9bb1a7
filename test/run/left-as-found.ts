import { afterAll, expect } from 'vitest';

const found = () => ({
  timers: [setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, queueMicrotask, Date],
  console: { ...console },
  environment: { ...process.env },
  directory: process.cwd(),
  fetch: globalThis.fetch,
});

/**
 * Files of unit tests share a process. A file that leaves another clock, console, environment or working directory
 * fails here itself, where otherwise a later file, another one in each run, would hang or fail.
 */
const before = found();
afterAll(() => {
  expect(found(), 'what this file of tests left behind').toEqual(before);
});
