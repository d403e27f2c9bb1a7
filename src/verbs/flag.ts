import { InvalidArgumentError } from 'commander';
import { UsageError } from '../base/errors.ts';
import { wholeNumberIn } from '../base/numbers.ts';
import { parseDuration, parseSize } from '../base/units.ts';
import type { Completion } from './completes.ts';

/** One flag of a verb. The key under which it stands is its long name: `fromBeginning` is `--from-beginning`. */
export interface Flag<T> {
  readonly summary: string;
  /** One letter: `-f`. */
  readonly short?: string;
  /** What stands for its value in the usage, such as `<count>`; absent: it takes none. */
  readonly value?: string;
  /** `--no-NAME` switches it off. */
  readonly negated?: true;
  /** Each time it is given; `before` is what it was until then. */
  read?(text: string, before: T): T;
  readonly default?: T;
  /** The default as the help shows it. */
  readonly shown?: string;
  /** All that its value may be. */
  readonly choices?: readonly string[];
  readonly completes?: Completion;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;

type ValueOf<F> = F extends Flag<infer T> ? T : never;

/** What a verb with these flags is given beside the global options; a flag without a default may be absent. */
export type ValuesOf<F extends Flags> = {
  readonly [K in keyof F as undefined extends ValueOf<F[K]> ? never : K]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as undefined extends ValueOf<F[K]> ? K : never]?: Exclude<ValueOf<F[K]>, undefined>;
};

interface Settings<T> {
  readonly short?: string;
  readonly default?: T;
  readonly shown?: string;
  readonly completes?: Completion;
}

type WithDefault<T> = Settings<T> & { readonly default: T };

/** A flag that is given or not. */
export const flag = (summary: string, short?: string): Flag<boolean> => ({
  summary,
  default: false,
  ...(short === undefined ? {} : { short }),
});

/** `--no-NAME`: true unless it is given. */
export const negation = (summary: string): Flag<boolean> => ({ summary, negated: true, default: true });

/** A flag with a text. */
export function option(value: string, summary: string, settings: WithDefault<string>): Flag<string>;
export function option(value: string, summary: string, settings?: Settings<string>): Flag<string | undefined>;
export function option(value: string, summary: string, settings: Settings<string> = {}): Flag<string | undefined> {
  return { value, summary, ...settings };
}

/** A flag whose text `read` makes a value of. */
export function valued<T>(value: string, summary: string, read: Reader<T>, settings: WithDefault<T>): Flag<T>;
export function valued<T>(value: string, summary: string, read: Reader<T>, settings?: Settings<T>): Flag<T | undefined>;
export function valued<T>(value: string, summary: string, read: Reader<T>, settings: Settings<T> = {}): Flag<T> {
  return { value, summary, read: (text) => read(text), ...settings };
}

type Reader<T> = (text: string) => T;

/** A flag whose value is one of `choices`. */
export const choice = <const T extends string>(
  value: string,
  summary: string,
  choices: readonly T[],
  preset: T,
): Flag<T> => ({ value, summary, choices, default: preset, completes: { words: choices } });

/** A flag that is one of `choices` where it is given. */
export const choiceOrNone = <const T extends string>(
  value: string,
  summary: string,
  choices: readonly T[],
): Flag<T | undefined> => ({ value, summary, choices, completes: { words: choices } });

/** A flag that may be repeated. One that takes several words at once would swallow the arguments behind it. */
export const repeated = (value: string, summary: string, completes: Completion = {}): Flag<readonly string[]> => ({
  value,
  summary,
  default: [],
  completes,
  read: (text, before) => [...before, text],
});

/** A flag with one or more words and commas between; may be repeated. */
export const words = (value: string, summary: string, known: readonly string[]): Flag<readonly string[]> => ({
  value,
  summary,
  default: [],
  completes: { words: known, commas: true },
  read: (text, before) => [...before, ...text.split(',')],
});

/** A flag `NAME=VALUE` that may be repeated. */
export const variables = (value: string, summary: string): Flag<Readonly<Record<string, string>>> => ({
  value,
  summary,
  default: {},
  read: (text, before) => {
    const at = text.indexOf('=');
    if (at < 1) throw new InvalidArgumentError('Write it as NAME=VALUE.');
    return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
  },
});

/** Of whatever destroys something. */
export const yes = flag('do not ask');

/** A whole number from 0. */
export const integer = (text: string): number => whole(text, 0, Number.MAX_SAFE_INTEGER);

/** How many there are to be, at least one; Kafka counts in 32 bits. */
export const positive = (text: string): number => whole(text, 1, 2 ** 31 - 1);

/** Whole numbers with commas between. */
export const positives = (text: string): readonly number[] => text.split(',').map(positive);

function whole(text: string, least: number, most: number): number {
  const number = wholeNumberIn(text);
  if (number !== undefined && number >= least && number <= most) return number;
  throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
}

/** A duration such as 60s: milliseconds. */
export const duration = (text: string): number => inUnits(text, parseDuration);

/** A size such as 25MB: bytes. */
export const size = (text: string): number => inUnits(text, parseSize);

function inUnits(text: string, parse: (text: string) => number): number {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof UsageError) throw new InvalidArgumentError(`${error.message}.`);
    throw error;
  }
}
