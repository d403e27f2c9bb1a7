import type { CommandLine, DescribedFlag, DescribedVerb } from '../command-line.ts';
import type { Completion } from '../completes.ts';

/** One word that the shell may propose. */
export interface Candidate {
  readonly word: string;
  /** Shown beside it, where the shell shows such. */
  readonly summary?: string;
}

/** What may stand where the cursor is. */
export interface Place {
  readonly candidates: readonly Candidate[];
  /** What else, to be looked up. */
  readonly completion?: Completion;
  /** What of the word under the cursor stands before the part that is completed: `--cluster=`. */
  readonly before: string;
  /** The `--cluster` that the command line names, if any. */
  readonly cluster?: string;
}

const helpFlag: DescribedFlag = { names: ['-h', '--help'], summary: 'display help for command' };

/**
 * What may stand in place of the last of `words`, which are those after `pipeline` up to the cursor. Pure.
 */
export function placeOf(words: readonly string[], commandLine: CommandLine): Place {
  const current = words.at(-1) ?? '';
  const seen = walk(words.slice(0, -1), commandLine);
  const cluster = seen.values.get('--cluster');
  const place = (rest: Partial<Place>): Place => ({
    candidates: [],
    before: '',
    ...(cluster === undefined ? {} : { cluster }),
    ...rest,
  });
  if (seen.pending !== undefined) return place(valueAt(seen.pending.completes, '', current));
  const flags = [...(seen.verb?.flags ?? []), ...commandLine.flags, helpFlag];
  if (!seen.onlyArguments && current.startsWith('-')) {
    const at = current.indexOf('=');
    const flag = at < 0 ? undefined : flags.find(({ names }) => names.includes(current.slice(0, at)));
    if (flag !== undefined) return place(valueAt(flag.completes, current.slice(0, at + 1), current));
    return place({ candidates: flags.map(({ names, summary }) => ({ word: names.at(-1) ?? '', summary })) });
  }
  if (seen.verb !== undefined) {
    const candidates = seen.given === 0 ? nextWords(seen.path, commandLine) : [];
    return place({ candidates, ...valueAt(argumentAt(seen.verb, seen.given), '', current) });
  }
  return place({ candidates: seen.unknown ? [] : nextWords(seen.path, commandLine) });
}

/** `before` the value stands a flag, or what is given already of a list with commas. */
function valueAt(completion: Completion | undefined, before: string, current: string): Partial<Place> {
  if (completion === undefined) return {};
  const list = completion.commas ? current.slice(0, current.lastIndexOf(',') + 1) : '';
  return { completion, before: list.length > before.length ? list : before };
}

interface Walked {
  /** The words of a group or verb so far. */
  readonly path: readonly string[];
  readonly verb: DescribedVerb | undefined;
  /** How many arguments the verb has already. */
  readonly given: number;
  /** The flag whose value comes next. */
  readonly pending: DescribedFlag | undefined;
  readonly values: ReadonlyMap<string, string>;
  /** After `--`. */
  readonly onlyArguments: boolean;
  /** A word that is no verb. */
  readonly unknown: boolean;
}

function walk(words: readonly string[], { flags: global, verbs, groups }: CommandLine): Walked {
  const path: string[] = [];
  const values = new Map<string, string>();
  let [verb, pending, given, onlyArguments, unknown]: [
    DescribedVerb | undefined,
    DescribedFlag | undefined,
    number,
    boolean,
    boolean,
  ] = [undefined, undefined, 0, false, false];
  for (const word of words) {
    if (pending !== undefined) {
      values.set(pending.names.at(-1) ?? '', word);
      pending = undefined;
    } else if (!onlyArguments && word === '--') onlyArguments = true;
    else if (!onlyArguments && word.startsWith('-')) {
      const [name = '', value] = word.split(/=(.*)/s);
      const flag = [...(verb?.flags ?? []), ...global].find(({ names }) => names.includes(name));
      if (value !== undefined) values.set(flag?.names.at(-1) ?? '', value);
      else if (flag?.value !== undefined) pending = flag;
    } else if (verb !== undefined && (given > 0 || !verbs.some(({ name }) => name === `${verb?.name} ${word}`)))
      given++;
    else {
      // `help VERB` is the help of a verb.
      if (path.length > 0 || word !== 'help') path.push(word);
      const name = path.join(' ');
      verb = verbs.find((one) => one.name === name);
      unknown = path.length > 0 && verb === undefined && !(name in groups);
    }
  }
  return { path, verb, given, pending, values, onlyArguments, unknown };
}

function argumentAt({ arguments: all, completes = {} }: DescribedVerb, given: number): Completion | undefined {
  const last = all.at(-1);
  const argument = all[given] ?? (last?.includes('...') ? last : undefined);
  return argument === undefined ? undefined : completes[argument.replace(/[^A-Za-z]/g, '')];
}

function nextWords(path: readonly string[], { verbs, groups }: CommandLine): readonly Candidate[] {
  const found = new Map<string, string>();
  for (const { name, summary } of verbs) {
    const words = name.split(' ');
    if (path.some((word, index) => words[index] !== word)) continue;
    const [word, ...more] = words.slice(path.length);
    if (word !== undefined) found.set(word, more.length === 0 ? summary : (groups[word] ?? found.get(word) ?? ''));
  }
  return [...found].map(([word, summary]) => ({ word, summary }));
}
