import { entriesOf, member } from '../base/values.ts';
import type { ConnectorConfig } from '../clients/connect/model.ts';
import type { JsonSchema } from '../language/json-schema.ts';
import { matches } from '../language/kind-words.ts';
import type { KindInput } from './kind-input.ts';

/** One word of a kind: what may stand there, and which Connect keys it decides. */
export interface Word {
  /** Of its value; a word with `words` of its own needs only the description. */
  readonly schema: JsonSchema;
  readonly required?: true;
  /** The Connect key that takes its value. */
  readonly key?: string;
  /** How the value is written there; without it, as text. */
  readonly write?: (value: unknown) => string;
  /** The Connect keys it becomes where no single one holds it; asked also when the word is absent. */
  readonly config?: (value: unknown, input: KindInput) => ConnectorConfig;
  /** Connect keys beside `key` that it decides; `*` stands for any part. */
  readonly owns?: readonly string[];
  /** A `${secret:…}` may stand here: in the value, or in those of its members that match a pattern. */
  readonly secret?: { readonly keys: readonly string[]; readonly members?: readonly string[] };
  /** Its members hold Connect's keys as they are. */
  readonly raw?: true;
  /** Words inside this one. */
  readonly words?: Words;
}

/** The words of a kind by name, in the order of the schema. */
export type Words = Readonly<Record<string, Word>>;

/** JSON Schema of an object of these words. */
export function schemaOf(words: Words, more: JsonSchema = {}): JsonSchema {
  const all = Object.entries(words);
  const required = all.filter(([, word]) => word.required).map(([name]) => name);
  const properties = all.map(([name, word]) => [
    name,
    word.words === undefined ? word.schema : schemaOf(word.words, word.schema),
  ]);
  const { description, ...rest } = more;
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    ...rest,
    properties: Object.fromEntries(properties),
    ...(description === undefined ? {} : { description }),
  };
}

function* flat(words: Words, above: readonly string[] = []): Generator<readonly [path: string, word: Word]> {
  for (const [name, word] of Object.entries(words)) {
    const path = [...above, name];
    yield [path.join('.'), word];
    if (word.words !== undefined) yield* flat(word.words, path);
  }
}

/** Dotted path of the word that decides a Connect key; undefined when none of `words` does. */
export function wordOfKey(words: Words, key: string): string | undefined {
  const all = [...flat(words)];
  const exact = all.find(([, word]) => word.key === key);
  const owner =
    exact ??
    all.find(([, { owns = [], secret }]) => [...owns, ...(secret?.keys ?? [])].some((one) => matches(key, one)));
  return owner?.[0];
}

/** Connect keys that the words decide. */
export const ownedKeysOf = (words: Words): readonly string[] =>
  [...flat(words)].flatMap(([, { key, owns = [], secret }]) => [
    ...(key === undefined ? [] : [key]),
    ...owns,
    ...(secret?.keys ?? []),
  ]);

/** Connect keys that hide what they hold. */
export const secretKeysOf = (words: Words): readonly string[] =>
  [...flat(words)].flatMap(([, { secret }]) => secret?.keys ?? []);

/** Dotted paths of the words that may hold a secret. */
export const secretWordsOf = (words: Words): readonly string[] =>
  [...flat(words)].flatMap(([path, { secret }]) => {
    if (secret === undefined) return [];
    return secret.members === undefined ? [path] : secret.members.map((name) => `${path}.${name}`);
  });

/** Names of the words whose members are Connect's keys as they are. */
export const rawWordsOf = (words: Words): readonly string[] =>
  [...flat(words)].flatMap(([path, { raw }]) => (raw ? [path] : []));

/** What the declared values become in Connect. Pure. */
export function configOf(words: Words, values: unknown, input: KindInput): ConnectorConfig {
  const parts = Object.entries(words).map(([name, word]): ConnectorConfig => {
    const value = member(values, name);
    const { key, write = String, config, words: inner } = word;
    return {
      ...(key === undefined || value === undefined ? {} : { [key]: write(value) }),
      ...(config === undefined ? {} : config(value, input)),
      ...(inner === undefined ? {} : configOf(inner, value, input)),
    };
  });
  return Object.fromEntries(parts.flatMap((part) => entriesOf(part).map(([key, value]) => [key, String(value)])));
}
