import { kinds } from '../../components/kinds.ts';
import { wordOfKey } from '../../components/words.ts';
import { matches } from '../../language/kind-words.ts';
import type { Change, KeyChange } from './plan.ts';

/** What one word of the YAML changes. */
export interface WordChange {
  /** `roll.every`; of a key that no word decides, the key itself. */
  readonly word: string;
  readonly keys: readonly KeyChange[];
}

export interface ChangeByWord {
  readonly words: readonly WordChange[];
  /** Settings of Kafka's clients, transactions and converters, which the compiler adds by itself. */
  readonly internal: readonly KeyChange[];
}

/** Words that every connector may have, with the Connect keys that each decides. */
const common: Readonly<Record<string, readonly string[]>> = {
  tasks: ['tasks.max'],
  deadLetter: ['errors.*'],
  transforms: ['transforms', 'transforms.*', 'predicates', 'predicates.*'],
};

/** What its kind makes of the topics that it reads or writes. */
const topicKeys = ['topic', 'topics', 'topics.regex'];

const clientKeys = [
  'consumer.override.*',
  'producer.override.*',
  'admin.override.*',
  'key.converter*',
  'value.converter*',
  'header.converter*',
  'exactly.once.support',
  'transaction.boundary*',
];

/** The keys of a change under the words of the YAML that decide them, in the order of the keys. */
export function byWord(change: Change): ChangeByWord {
  if (change.kind !== 'connector')
    return { words: change.keys.map((key) => ({ word: key.key, keys: [key] })), internal: [] };
  const written = change.place?.keys ?? {};
  const groups = new Map<string, KeyChange[]>();
  const internal: KeyChange[] = [];
  for (const one of change.keys) {
    const word = wordOf(one.key, change.config?.['connector.class'], change.role);
    // What a person wrote, and what goes, is theirs to see.
    const own = one.key in written || one.to === undefined;
    if (word === undefined && !own && clientKeys.some((pattern) => matches(one.key, pattern))) internal.push(one);
    else groups.set(word ?? one.key, [...(groups.get(word ?? one.key) ?? []), one]);
  }
  return { words: [...groups].map(([word, keys]) => ({ word, keys })), internal };
}

function wordOf(key: string, className: string | undefined, role: 'source' | 'sink'): string | undefined {
  const known = Object.entries(common).find(([, patterns]) => patterns.some((pattern) => matches(key, pattern)));
  if (known !== undefined) return known[0];
  const own = kinds.all.filter((kind) => kind.className !== undefined && kind.className === className);
  if (topicKeys.includes(key) && (role === 'sink' || own.length > 0)) return role === 'sink' ? 'from' : 'to';
  return own.map((kind) => wordOfKey(kind.words, key)).find((word) => word !== undefined);
}
