/** `npm run nightly`: nothing is spared. */
export const nightly = process.env.PIPELINE_TESTS === 'nightly';

/**
 * The environment of a cluster for tests, at `home`. Its JVMs live for minutes, so that the optimizing compiler would cost half
 * of their processor time and never earn it.
 */
export const clusterEnvironment = (home: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PIPELINE_HOME: home,
  PIPELINE_ANY_PORTS: '1',
  ...(nightly ? {} : { JAVA_TOOL_OPTIONS: `${process.env.JAVA_TOOL_OPTIONS ?? ''} -XX:TieredStopAtLevel=1`.trim() }),
});
