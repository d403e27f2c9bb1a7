import type { Diagnostic } from '../../../base/errors.ts';
import { kinds } from '../../../components/kinds.ts';
import { lintRecommender } from '../../../components/recommender/lint.ts';
import { topicsByName } from '../../../language/derived-topics.ts';
import type { Pipeline } from '../../../language/model.ts';
import type { ClusterAddresses } from '../../../target/addresses.ts';
import { kindInput } from '../connector.ts';
import { engineInput } from '../job.ts';
import { lintJob } from './jobs.ts';
import { lintKeys } from './keys.ts';
import { lintJobPaths, lintSharedPaths } from './places.ts';
import { lintTasks } from './tasks.ts';

/** Rules that need no cluster: those of each kind, and those that hold for all. docs/errors.md lists them. */
export function lint(pipelines: readonly Pipeline[], cluster: ClusterAddresses): Diagnostic[] {
  const topics = topicsByName(pipelines);
  const connectors = pipelines.flatMap(({ sources, sinks }) => [...sources, ...sinks]);
  return [
    ...connectors.flatMap((declaration) => {
      const input = kindInput(declaration, topics, cluster);
      return [...kinds.named(declaration.kind).lint(input), ...lintKeys(declaration), ...lintTasks(input)];
    }),
    ...lintJobPaths(
      pipelines.flatMap(({ jobs }) => jobs),
      connectors.filter(({ role }) => role === 'sink'),
    ),
    ...lintSharedPaths(connectors),
    ...pipelines.flatMap(({ recommenders }) => recommenders.flatMap((one) => lintRecommender(one, topics))),
    ...pipelines.flatMap(({ jobs }) => jobs.flatMap((one) => lintJob(engineInput(one, pipelines, topics, cluster)))),
  ];
}
