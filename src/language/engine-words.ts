/** The part of an engine that the language needs: its words. */
export interface EngineWords {
  /** The key that stands in the YAML: `spark`, `mapreduce`. */
  readonly name: string;
  /** One sentence, for the JSON Schema and the docs. */
  readonly description: string;
  /** JSON Schema 2020-12 of the engine's words (an object schema with `additionalProperties: false`). */
  readonly schema: Readonly<Record<string, unknown>>;
  /** How its jobs may run. */
  readonly runs: readonly ('streaming' | 'manual')[];
  /** Formats of the files that its jobs write below `path`; empty where they write none. */
  readonly fileFormats: readonly string[];
  /** Words whose value may be the path of a file beside the YAML, told by its ending, e.g. `{ sql: '.sql' }`. */
  readonly fileWords: Readonly<Record<string, string>>;
}
