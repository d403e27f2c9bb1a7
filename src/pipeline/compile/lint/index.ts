import type { Diagnostic } from '../../../base/errors.ts';
import { closest } from '../../../base/suggest.ts';
import type { KindInput } from '../../../components/kind-input.ts';
import { kinds } from '../../../components/kinds.ts';
import { topicsByName } from '../../../language/derived-topics.ts';
import { mistake } from '../../../language/diagnostic.ts';
import type { ConnectorDeclaration, Pipeline, TopicDeclaration } from '../../../language/model.ts';
import type { ClusterAddresses } from '../../../target/addresses.ts';
import { kindInput } from '../connector.ts';
import { sectionOf } from '../hosted.ts';
import { engineInput } from '../job.ts';
import { lintChecks } from './checks.ts';
import { lintDirectories } from './directories.ts';
import { lintEncodedJob } from './encoded.ts';
import { lintJob } from './jobs.ts';
import { lintKeys } from './keys.ts';
import { lintJobPaths, lintSharedPaths, lintSharedTables } from './places.ts';
import { lintTasks } from './tasks.ts';

/**
 * Rules that need no cluster: those of each kind, and those that hold for all. docs/errors.md lists them. What
 * lacks something because of a mistake elsewhere, as in its topic or its event, is not told of it.
 */
export function lint(pipelines: readonly Pipeline[], cluster: ClusterAddresses): Diagnostic[] {
  const topics = topicsByName(pipelines);
  const isRead = (names: Iterable<string>) => ![...names].some((name) => topics.get(name)?.unread);
  const isKnown = (input: KindInput) => ![...input.topics.values()].some((topic) => topic?.unread);
  const connectors = pipelines.flatMap(({ sources, sinks }) => [...sources, ...sinks]);
  return [
    ...connectors.flatMap((declaration) => {
      const input = kindInput(declaration, topics, cluster);
      const own = isKnown(input) ? askedOfMeant(kinds.named(declaration.kind).lint(input), declaration, topics) : [];
      return [...own, ...lintKeys(declaration), ...lintTasks(input)];
    }),
    ...lintJobPaths(
      pipelines.flatMap(({ jobs }) => jobs),
      connectors.filter(({ role }) => role === 'sink'),
    ),
    ...lintSharedPaths(connectors),
    ...lintDirectories(connectors, topics),
    ...lintSharedTables(connectors.map((one) => kindInput(one, topics, cluster)).filter(isKnown)),
    ...pipelines.flatMap((pipeline) => lintChecks(pipeline, topics)),
    ...pipelines.flatMap(({ sections }) => sections.flatMap((one) => sectionOf(one).lint(one, topics, sections))),
    ...pipelines
      .flatMap(({ jobs }) => jobs)
      .map((one) => engineInput(one, pipelines, topics, cluster))
      .filter((input) => isRead([...input.topics.keys(), ...input.sinks.flatMap((sink) => sink.topics)]))
      .flatMap((input) => [...lintJob(input), ...lintEncodedJob(input)]),
  ];
}

/** What needs the contract of a topic that no file declares, but nearly, asks for the topic that is meant. */
function askedOfMeant(
  found: readonly Diagnostic[],
  { topics: named, role, map, pointer }: ConnectorDeclaration,
  declared: ReadonlyMap<string, TopicDeclaration>,
): readonly Diagnostic[] {
  if (!found.some(({ rule }) => rule === 'contract-needed')) return found;
  const misspelt = named.flatMap((topic, index) => {
    const near = declared.has(topic) ? undefined : closest(topic, [...declared.keys()]);
    if (near === undefined) return [];
    const word = role === 'source' ? 'to' : 'from';
    const place = { map, pointer: named.length > 1 ? [...pointer, word, index] : [...pointer, word] };
    const message = `no file given declares the topic \`${topic}\``;
    return [mistake('undeclared-topic', place, message, { hint: `did you mean \`${near}\`?` })];
  });
  return misspelt.length === 0 ? found : [...misspelt, ...found.filter(({ rule }) => rule !== 'contract-needed')];
}
