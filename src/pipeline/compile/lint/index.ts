import type { Diagnostic } from '../../../base/errors.ts';
import { kinds } from '../../../components/kinds.ts';
import { topicsByName } from '../../../language/derived-topics.ts';
import type { Pipeline } from '../../../language/model.ts';
import type { ClusterAddresses } from '../../../target/addresses.ts';
import { kindInput } from '../connector.ts';
import { sectionOf } from '../hosted.ts';
import { engineInput } from '../job.ts';
import { lintChecks } from './checks.ts';
import { lintJob } from './jobs.ts';
import { lintKeys } from './keys.ts';
import { lintJobPaths, lintSharedPaths, lintSharedTables } from './places.ts';
import { lintTasks } from './tasks.ts';

/**
 * Rules that need no cluster: those of each kind, and those that hold for all. docs/errors.md lists them. `topicNames`
 * are all that the files declare: what a topic or its event lacks because of a mistake there is not told a second time.
 */
export function lint(
  pipelines: readonly Pipeline[],
  topicNames: readonly string[],
  cluster: ClusterAddresses,
): Diagnostic[] {
  const topics = topicsByName(pipelines);
  const unread = new Set(topicNames.filter((name) => !topics.has(name) || topics.get(name)?.eventUnread));
  const isRead = (names: Iterable<string>) => ![...names].some((name) => unread.has(name));
  const connectors = pipelines.flatMap(({ sources, sinks }) => [...sources, ...sinks]);
  return [
    ...connectors.flatMap((declaration) => {
      const input = kindInput(declaration, topics, cluster);
      const own = isRead(declaration.topics) ? kinds.named(declaration.kind).lint(input) : [];
      return [...own, ...lintKeys(declaration), ...lintTasks(input)];
    }),
    ...lintJobPaths(
      pipelines.flatMap(({ jobs }) => jobs),
      connectors.filter(({ role }) => role === 'sink'),
    ),
    ...lintSharedPaths(connectors),
    ...lintSharedTables(
      connectors.map((one) => kindInput(one, topics, cluster)).filter(({ topics: read }) => isRead(read.keys())),
    ),
    ...pipelines.flatMap((pipeline) => lintChecks(pipeline, topics)),
    ...pipelines.flatMap(({ sections }) => sections.flatMap((one) => sectionOf(one).lint(one, topics, sections))),
    ...pipelines
      .flatMap(({ jobs }) => jobs)
      .map((one) => engineInput(one, pipelines, topics, cluster))
      .filter((input) => isRead([...input.topics.keys(), ...input.sinks.flatMap((sink) => sink.topics)]))
      .flatMap(lintJob),
  ];
}
