import type { Diagnostic } from '../base/errors.ts';
import type { Values } from '../base/values.ts';
import type { EventContract, SourceMap } from './model.ts';
import type { PlugIns } from './schema.ts';
import type { SectionWords } from './section-words.ts';

/** A version of a subject whose values a topic has; no version: the newest. */
export interface AskedSubject {
  /** The topic's format. */
  readonly format: string;
  /** What the contract is to be called. */
  readonly name: string;
  readonly subject: string;
  readonly version?: number;
}

/** What a subject's version says of its topic's events. */
export interface RegisteredEvent {
  readonly version: number;
  /** The text of the schema. */
  readonly schema: string;
  /** Undefined where something in it has no counterpart. */
  readonly contract: EventContract | undefined;
  readonly problems: readonly { readonly path: string; readonly message: string; readonly hint?: string }[];
  /** Other versions whose values cannot be read by this one. */
  readonly misfits: readonly { readonly version: number; readonly why: string }[];
}

/** What the registry has instead of a subject, or of a version of it, that it does not know. */
export interface UnknownSubject {
  readonly subjects: readonly string[];
  /** Of the subject, ascending; none where there is no such subject. */
  readonly versions: readonly number[];
}

/** What a file is read against: the kinds, engines and sections there are, and the cluster it is meant for. */
export interface Surroundings extends PlugIns {
  /** Values of `${cluster:NAME}`. */
  readonly services: Readonly<Record<string, string>>;
  /** Values of `${var:NAME}` that beat the file's own, the strongest last. */
  readonly vars: readonly Readonly<Record<string, string>>[];
  readonly defaults: { readonly partitions: number; readonly replication: number };
  secret(name: string): string;
  /** The contract of a subject's version; absent where no registry can be asked. Errors are the registry's. */
  readonly registered?: (asked: AskedSubject) => Promise<RegisteredEvent | UnknownSubject>;
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
