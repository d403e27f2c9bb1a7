import { UsageError } from '../../base/errors.ts';
import { closest } from '../../base/suggest.ts';

/** Something of the cluster that can be named: by its own name, a glob, or the name of its pipeline. */
export interface Named {
  readonly name: string;
  /** Absent: not made by pipeline. */
  readonly pipeline?: string;
}

function pattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

function matching<T extends Named>(word: string, among: readonly T[]): readonly T[] {
  const exact = among.filter(({ name }) => name === word);
  if (exact.length > 0) return exact;
  const glob = pattern(word);
  return among.filter(({ name, pipeline }) => pipeline === word || (/[*?]/.test(word) && glob.test(name)));
}

/**
 * Everything of `among` that `words` name, each once, in the order of `among`.
 * @throws UsageError for a word that names nothing, with the nearest name.
 */
export function select<T extends Named>(words: readonly string[], among: readonly T[]): readonly T[] {
  const found = new Set<T>();
  for (const word of words) {
    const matches = matching(word, among);
    if (matches.length === 0) throw unknown(word, among);
    for (const match of matches) found.add(match);
  }
  return among.filter((one) => found.has(one));
}

function unknown(word: string, among: readonly Named[]): UsageError {
  const names = among.flatMap(({ name, pipeline }) => (pipeline === undefined ? [name] : [name, pipeline]));
  const near = closest(word, names);
  return new UsageError(`No connector, job or pipeline is called ${word}`, {
    hint: near === undefined ? '`pipeline status` lists what there is.' : `Did you mean ${near}?`,
  });
}
