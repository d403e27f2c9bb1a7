/** The part of a kind that the language needs: its words, and which of them may hold secrets. */
export interface KindWords {
  readonly name: string;
  readonly role: 'source' | 'sink' | 'both';
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** What `schema` refers to as `#/$defs/NAME`. */
  readonly definitions?: Readonly<Record<string, unknown>>;
  readonly secretKeys: readonly string[];
  readonly secretWords: readonly string[];
  readonly ownedKeys: readonly string[];
}

/** Kinds that may stand in `sources` or in `sinks`. */
export function kindsFor<K extends KindWords>(role: 'source' | 'sink', kinds: readonly K[]): readonly K[] {
  return kinds.filter((kind) => kind.role === role || kind.role === 'both');
}

/** Connect keys that by their name are of type PASSWORD in every plugin that follows the custom. */
export const secretNames: readonly string[] = [
  '*password*',
  '*passphrase*',
  '*secret*',
  '*token*',
  '*credential*',
  '*apikey*',
  '*api?key*',
  '*jaas?config*',
];

/** Whether `text` matches a pattern in which `*` stands for any characters and `?` for one. */
export function matches(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(text);
}

/**
 * Whether a secret may stand at `path` inside a connector's entry: a secret word of its kind, or a secret key of
 * `extra`.
 */
export function hidesSecrets(path: readonly (string | number)[], kinds: readonly KindWords[]): boolean {
  const [first, ...rest] = path.map(String);
  if (first === undefined) return false;
  if (first === 'extra') {
    const patterns = [...secretNames, ...kinds.flatMap((kind) => kind.secretKeys)];
    return rest.length === 1 && patterns.some((pattern) => matches(rest[0] ?? '', pattern));
  }
  const kind = kinds.find((candidate) => candidate.name === first);
  return kind?.secretWords.some((word) => isAt(word, rest)) ?? false;
}

/** Whether `path` is the one that `word` names: `query.*`. */
export function isAt(word: string, path: readonly (string | number)[]): boolean {
  const steps = word.split('.');
  return steps.length === path.length && steps.every((step, index) => matches(String(path[index] ?? ''), step));
}
