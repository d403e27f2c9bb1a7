import type { ConnectorDeclaration, TopicDeclaration } from '../language/model.ts';
import type { ClusterAddresses } from '../target/addresses.ts';

/** One declaration of a source or sink, and what it depends on. */
export interface KindInput {
  readonly declaration: ConnectorDeclaration;
  /** Connector name: `<pipeline>.<name>`. */
  readonly connector: string;
  /**
   * The declarations of `declaration.topics`, in that order; a topic that only exists live has no declaration. With a
   * pattern it has one entry, which stands for all the topics that it finds, under the pattern's own text.
   */
  readonly topics: ReadonlyMap<string, TopicDeclaration | undefined>;
  readonly cluster: ClusterAddresses;
}
