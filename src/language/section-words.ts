import type { Values } from '../base/values.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Pointer } from './pointer.ts';

/** A topic that exists because something of a pipeline writes to it. */
export interface WrittenTopic {
  readonly name: string;
  /** What goes there, as messages say it: `dead letters`. */
  readonly purpose: string;
  /** Whether it has one partition, and not as many as the cluster gives a topic. */
  readonly single: boolean;
  readonly config: Readonly<Record<string, string>>;
  /** Whether its name is made of others, and nobody chose it. */
  readonly named: 'by-file' | 'by-tool';
  /** Where in its section it is named; absent: at `to`. */
  readonly said?: Pointer;
}

/** What the language makes of the words of a section. */
export interface SectionRead {
  /** Topics that it reads. */
  readonly from: readonly string[];
  /** Where in the section each of them is named; absent where `from` of the section itself names them. */
  readonly places?: readonly Pointer[];
  /** Topics that it brings with it; the first is the one that `to` names. */
  readonly writes: readonly WrittenTopic[];
  readonly state: 'running' | 'stopped';
}

/** A section of a pipeline file that declares one hosted job, as far as the language knows it. */
export interface SectionWords {
  /** The key that stands in the YAML, and the job's name within its pipeline. */
  readonly name: string;
  /** JSON Schema 2020-12 of its words. */
  readonly schema: JsonSchema;
  /** Paths of the words that may hold a `${secret:NAME}`; `*` stands for any name. */
  readonly secretWords?: readonly string[];
  /** `words` are valid against the schema; `job` is its name in the cluster. Pure. */
  read(words: Values, job: string): SectionRead;
}

/** A rejected record carries its reason in headers, so it is larger than the record it was. */
const deadLetterConfig = { 'retention.ms': '-1', 'max.message.bytes': '10485760' };

/** A topic of rejected records. */
export const deadLetters = (name: string): WrittenTopic => ({
  name,
  purpose: 'dead letters',
  single: true,
  config: deadLetterConfig,
  named: 'by-file',
});
