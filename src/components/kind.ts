import type { Diagnostic } from '../base/errors.ts';
import type { ConnectorDeclaration, TopicDeclaration } from '../language/model.ts';
import type { ClusterAddresses } from '../target/addresses.ts';

/** A Connect configuration: flat, every value a string. */
export type ConnectorConfig = Readonly<Record<string, string>>;

export interface KindInput {
  readonly declaration: ConnectorDeclaration;
  /** Connector name: `<pipeline>.<name>`. */
  readonly connector: string;
  /** The declarations of `declaration.topics`, in that order; a topic that only exists live has no declaration. */
  readonly topics: ReadonlyMap<string, TopicDeclaration | undefined>;
  readonly cluster: ClusterAddresses;
}

/**
 * One kind of source or sink: everything the tool knows about it. Adding a kind is adding a file that exports one and a
 * line in `kinds/index.ts`.
 */
export interface Kind {
  /** The key that stands in the YAML: `datagen`, `hdfs`, … */
  readonly name: string;
  readonly role: 'source' | 'sink' | 'both';
  /** One sentence, for the JSON Schema and the docs. */
  readonly description: string;
  /** JSON Schema 2020-12 of the kind's words (an object schema with `additionalProperties: false`). */
  readonly schema: Readonly<Record<string, unknown>>;
  /** What `schema` refers to as `#/$defs/NAME`. */
  readonly definitions?: Readonly<Record<string, unknown>>;
  /** Connect keys whose ConfigDef type is PASSWORD: the only places a `${secret:…}` may end up. */
  readonly secretKeys: readonly string[];
  /** Pointers (dotted paths of words) that compile to a secret key. */
  readonly secretWords: readonly string[];
  /** Connect keys that this kind's words decide; `extra` may not set them. A trailing `*` matches a prefix. */
  readonly ownedKeys: readonly string[];
  /** Services the cluster must have: `hdfs`, `s3`, `weather-api`, … */
  needs(declaration: ConnectorDeclaration): readonly string[];
  /** Rules that need no cluster. Pure. */
  lint(input: KindInput): readonly Diagnostic[];
  /**
   * The connector's own configuration: `connector.class` and the keys it owns. Pure. compile/ adds `name`,
   * `tasks.max`, `topics` (sinks), converters unless set here, dead letters, transforms, `extra` and the mark.
   */
  config(input: KindInput): ConnectorConfig;
  /** How verify proves this sink; sources have none. `chain` = commit links (docs/commit-log.md). */
  readonly proof?: 'chain' | 'none';
  /** For finite sources: how many records a complete run writes to each of its topics together. */
  expectedRecords?(declaration: ConnectorDeclaration): number | undefined;
}
