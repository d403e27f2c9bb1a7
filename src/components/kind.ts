import type { Diagnostic } from '../base/errors.ts';
import type { ConnectorConfig, ConnectorOffset } from '../clients/connect/model.ts';
import type { FieldChange } from '../language/contract-change/contract-change.ts';
import type { KindWords } from '../language/kind-words.ts';
import type { ConnectorDeclaration } from '../language/model.ts';
import type { Stores } from '../store/location.ts';
import type { ProvableSink } from '../verify/provable.ts';
import type { KindInput } from './kind-input.ts';
import { configOf, ownedKeysOf, rawWordsOf, schemaOf, secretKeysOf, secretWordsOf, type Words } from './words.ts';

/** Files that a sink commits, as jobs and rules see them before it runs. */
export interface StoredFiles {
  /** `hdfs`, `s3` or `file`. */
  readonly store: string;
  /** Whose topics must not be another sink's too: store, bucket and path. */
  readonly place: string;
  /** Name of their format. */
  readonly format: string;
  /** Fields that no file holds: the names of its directories do. */
  readonly dropped?: readonly string[];
  /** Lines are envelopes around the values. */
  readonly envelope?: true;
}

/** A sink as it was deployed, or as it is declared where it was not. */
export interface DeployedSink {
  readonly name: string;
  readonly config: ConnectorConfig;
  /** Those it reads. */
  readonly topics: readonly string[];
  /** Whether the cluster has it. */
  readonly live: boolean;
}

/** What a sink stored, which stays when it is deleted. */
export interface StoredRemains {
  readonly connector: string;
  /** What it is, such as `files and commit log`. */
  readonly what: string;
  /** `hdfs://…`, `s3a://…`, `file:…`, `jdbc:postgresql://…`. */
  readonly path: string;
  readonly topics: readonly string[];
}

/** Something of a sink that the place it writes to does not allow. */
export interface Misfit {
  /** Name of the rule, as diagnostics have it. */
  readonly rule: string;
  /** The topic that it is about; absent where it is about the place. */
  readonly topic?: string;
  /** The field of the topic's event that it is about, and the type of a union that alone has it. */
  readonly field?: string;
  readonly ofType?: string;
  readonly message: string;
  readonly hint: string;
}

/** How the end of a source that can end by itself is known. */
export interface SourceEnd {
  /** Records of a complete run, all topics together; undefined: endless. */
  expected(declaration: ConnectorDeclaration): number | undefined;
  /** Whether a connector with this configuration ends. */
  isFinite(config: ConnectorConfig): boolean;
  /** Records it has written, out of its offsets in Connect. */
  written(offsets: readonly ConnectorOffset[]): number;
  isReached(config: ConnectorConfig, offsets: readonly ConnectorOffset[]): boolean;
}

/** What a kind is made of. */
interface KindDefinition {
  /** The key that stands in the YAML: `datagen`, `hdfs`, … */
  readonly name: string;
  readonly role: 'source' | 'sink' | 'both';
  /** One sentence, for the JSON Schema and the docs. */
  readonly description: string;
  /** Every word with its schema and the Connect keys that it decides. */
  readonly words: Words;
  /** What schemas refer to as `#/$defs/NAME`. */
  readonly definitions?: Readonly<Record<string, unknown>>;
  /**
   * Class of the connector; absent where the declaration names it. Kinds of one class share what concerns live
   * connectors.
   */
  readonly className?: string;
  /** Connect keys that every connector of this kind has; `extra` may not set them. */
  readonly fixed?: ConnectorConfig;
  /** Further Connect keys that it decides; `*` stands for any part. */
  readonly owns?: readonly string[];
  /** Connect keys that depend on more than one word. Pure. */
  more?(input: KindInput): ConnectorConfig;
  /** Services the cluster must have: `hdfs`, `s3`, `weather-api`, … */
  needs(declaration: ConnectorDeclaration): readonly string[];
  /** Rules that need no cluster. Pure. */
  lint(input: KindInput): readonly Diagnostic[];
  /** Sources: how their end is known; absent where they have none. */
  readonly end?: SourceEnd;
  /** Sources: the offsets at which one goes on with record `n`; absent where a number means nothing to it. */
  offsetsAt?(n: number): readonly ConnectorOffset[];
  /** Sources: how many values one gives a field at most, where its declaration says so. */
  variety?(declaration: ConnectorDeclaration, field: string): number | undefined;
  /**
   * Sinks: fields whose values name directories, each of which gets a file with every roll; absent where there are
   * none. `every`: milliseconds between rolls.
   */
  directories?(declaration: ConnectorDeclaration): { readonly fields: readonly string[]; readonly every: number };
  /** Sinks: the files that jobs may read; absent where they keep no list of files. */
  stored?(declaration: ConnectorDeclaration): StoredFiles;
  /** Sinks: the tables that one writes, which must be no other sink's; absent where it writes none. Pure. */
  tables?(input: KindInput): readonly string[];
  /**
   * Sinks: what another value of a Connect key changes in stored files, beside the event's contract; one at another
   * path begins anew, and is not asked. Pure.
   */
  changes?(key: string, before: ConnectorConfig, after: ConnectorConfig): readonly FieldChange[];
  /** Sinks: how verify proves what they stored; absent where nothing can be proven. */
  proof?(sink: DeployedSink, stores: Stores): Promise<ProvableSink>;
  /**
   * Sinks: the one value that a query returns, as text, null for NULL; it cannot write. Absent where nothing can be
   * queried. ServiceError for a query that the place refuses, or that returns something else than one value.
   */
  query?(sink: Pick<DeployedSink, 'name' | 'config'>, stores: Stores, sql: string): Promise<string | null>;
  /** Sinks: what the place that one writes to does not allow, before it is deployed so. Reads only. */
  misfits?(sink: Pick<DeployedSink, 'name' | 'config' | 'topics'>, stores: Stores): Promise<readonly Misfit[]>;
  /** Sinks: makes the place that one writes to, where it is not there; returns what it made. */
  prepare?(sink: Pick<DeployedSink, 'name' | 'config'>, stores: Stores): Promise<string | undefined>;
  /** Sinks: what stays when one is deleted, and how that is removed. */
  readonly remains?: {
    of(sink: Pick<DeployedSink, 'name' | 'config'>): StoredRemains;
    remove(sink: Pick<DeployedSink, 'name' | 'config'>, stores: Stores): Promise<void>;
  };
}

/**
 * One kind of source or sink: everything the tool knows about it, in one folder and one line of components/kinds.ts.
 */
export interface Kind extends KindWords, Omit<KindDefinition, 'fixed' | 'owns' | 'more'> {
  /** Names of the words whose members are raw Connect keys. */
  readonly rawWords: readonly string[];
  /**
   * The connector's own configuration: `connector.class` and the keys it owns. Pure. compile/ adds `name`,
   * `tasks.max`, `topics` (sinks), converters unless set here, dead letters, transforms, `extra` and the mark.
   */
  config(input: KindInput): ConnectorConfig;
}

/** A kind with all that follows from its one table of words: schema, owned and secret keys, configuration. */
export function kind(definition: KindDefinition): Kind {
  const { fixed = {}, owns = [], more, className, ...rest } = definition;
  return {
    ...rest,
    ...(className === undefined ? {} : { className }),
    get words() {
      return definition.words;
    },
    get schema() {
      return schemaOf(definition.words);
    },
    get secretKeys() {
      return secretKeysOf(definition.words);
    },
    get secretWords() {
      return secretWordsOf(definition.words);
    },
    get ownedKeys() {
      return [...Object.keys(fixed), ...ownedKeysOf(definition.words), ...owns];
    },
    get rawWords() {
      return rawWordsOf(definition.words);
    },
    config: (input) => ({
      ...(className === undefined ? {} : { 'connector.class': className }),
      ...fixed,
      ...configOf(definition.words, input.declaration.words, input),
      ...more?.(input),
    }),
  };
}
