import type { NameSource } from '../completes.ts';

/** Kinds of names that a cluster, or else the files in config/, can tell. */
export const clusterNames = [
  'pipelines',
  'connectors',
  'sinks',
  'topics',
  'jobs',
  'recommenders',
] as const satisfies readonly NameSource[];

export type Names = Readonly<Record<(typeof clusterNames)[number], readonly string[]>>;

export const noNames: Names = { pipelines: [], connectors: [], sinks: [], topics: [], jobs: [], recommenders: [] };

/** The names of both. */
export const together = (one: Names, other: Names): Names => {
  const both = clusterNames.map((name) => [name, [...one[name], ...other[name]]] as const);
  return { ...noNames, ...Object.fromEntries(both) };
};
