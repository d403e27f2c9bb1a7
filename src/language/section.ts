import type { Diagnostic } from '../base/errors.ts';
import type { Values } from '../base/values.ts';
import type { SourceMap } from './model.ts';
import type { PlugIns } from './schema.ts';
import type { SectionWords } from './section-words.ts';

/** What a file is read against: the kinds, engines and sections there are, and the cluster it is meant for. */
export interface Surroundings extends PlugIns {
  /** Values of `${cluster:NAME}`. */
  readonly services: Readonly<Record<string, string>>;
  /** Values of `${var:NAME}` that beat the file's own, the strongest last. */
  readonly vars: readonly Readonly<Record<string, string>>[];
  readonly defaults: { readonly partitions: number; readonly replication: number };
  secret(name: string): string;
  /** The text of a file that `from` refers to as `path`; undefined when there is none. */
  readReferenced(path: string, from: string): Promise<string | undefined>;
}

/** The parts of a file from which declarations are read; `usable` tells which entries passed the schema. */
export interface Section {
  readonly pipeline: string;
  readonly file: string;
  readonly root: Values;
  readonly map: SourceMap;
  readonly sections: readonly SectionWords[];
  readonly diagnostics: Diagnostic[];
  usable(section: string, name?: string): boolean;
  /** Where in the entry `name` of `section` something is wrong: steps below the entry. */
  mistakesIn(section: string, name: string): readonly (readonly string[])[];
}
