import type { ClusterAddresses } from '../cluster/addresses.ts';
import type { Diagnostic } from '../errors.ts';
import { kindNamed } from '../kinds/index.ts';
import { topicsByName } from '../language/derived-topics.ts';
import type { Pipeline } from '../language/model.ts';
import { kindInput } from './connector.ts';

/** Rules that need no cluster: those of each kind, and those that hold for all. */
export function lint(pipelines: readonly Pipeline[], cluster: ClusterAddresses): Diagnostic[] {
  const topics = topicsByName(pipelines);
  return pipelines
    .flatMap(({ sources, sinks }) => [...sources, ...sinks])
    .flatMap((declaration) => kindNamed(declaration.kind).lint(kindInput(declaration, topics, cluster)));
}
