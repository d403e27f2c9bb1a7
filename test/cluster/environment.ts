import { join } from 'node:path';

/** `npm run nightly`: nothing is spared. */
export const nightly = process.env.PIPELINE_TESTS === 'nightly';

/**
 * Variables of every test on a cluster. JVMs of tests live for seconds or minutes: the optimizing compiler costs half
 * of their processor time and never earns it. `npm run nightly` leaves them as users have them.
 */
export const shared: Readonly<Record<string, string>> = {
  PIPELINE_ANY_PORTS: '1',
  // As the launcher sets it, so that the tool starts as quickly as for its users.
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'pipeline'),
  ...(nightly ? {} : { JAVA_TOOL_OPTIONS: process.env.JAVA_TOOL_OPTIONS ?? '-XX:TieredStopAtLevel=1' }),
};

/** Where files named after points of the sink's protocol have the worker of the cluster at `home` kill itself there. */
export const killPoints = (home: string): string => join(home, 'kill-points');

/** The environment of a cluster for tests, at `home`. */
export const clusterEnvironment = (home: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...shared,
  JAVA_TOOL_OPTIONS: `${shared.JAVA_TOOL_OPTIONS ?? ''} -Dpipeline.kill.dir=${killPoints(home)}`,
  PIPELINE_HOME: home,
});
