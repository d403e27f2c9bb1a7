import { type Command, InvalidArgumentError } from 'commander';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { UsageError } from '../../base/errors.ts';
import { wholeNumberIn } from '../../base/numbers.ts';
import { parseDuration, parseSize } from '../../base/units.ts';

/** What the module of a verb exports: does the work, returns the exit code. */
export type Action<Options extends GlobalOptions> = (
  context: Context,
  args: readonly string[],
  options: Options,
) => Promise<number>;

/** Declares one verb of `parent`: its name with arguments, what it does, an example, and where its module is. */
export type Verb = <Options extends GlobalOptions>(
  parent: Command,
  usage: string,
  description: string,
  example: string,
  load: () => Promise<Action<Options>>,
) => Command;

/**
 * Verbs that act on `context` and tell their exit code; the module of each is loaded only when it is called, so that
 * `--help` stays quick.
 */
export const verbsOn =
  (context: Context, onExit: (code: number) => void): Verb =>
  <Options extends GlobalOptions>(
    parent: Command,
    usage: string,
    description: string,
    example: string,
    load: () => Promise<Action<Options>>,
  ) =>
    parent
      .command(usage)
      .description(description)
      .addHelpText('after', `\nExample:\n  $ ${example}`)
      .exitOverride()
      .action(async function call(this: Command) {
        const action = await load();
        onExit(await action(context, this.args, this.optsWithGlobals<Options>()));
      });

/** A word under which verbs stand, such as `topics`. */
export const group = (program: Command, name: string, description: string): Command =>
  program.command(name).description(description).exitOverride();

export const files = '[files...]';

export const yes = ['--yes', 'do not ask', false] as const;

/** Of an option `NAME=VALUE` that may be repeated. */
export function collectVariable(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as NAME=VALUE.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Of an option that is a whole number. */
export const integer = (text: string): number => whole(text, 0, Number.MAX_SAFE_INTEGER);

/** Of an option that says how many there are to be, at least one; Kafka counts in 32 bits. */
export const positive = (text: string): number => whole(text, 1, 2 ** 31 - 1);

function whole(text: string, least: number, most: number): number {
  const number = wholeNumberIn(text);
  if (number !== undefined && number >= least && number <= most) return number;
  throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
}

/** Of an option that is a duration such as 60s: milliseconds. */
export const duration = (text: string): number => inUnits(text, parseDuration);

/** Of an option that is a size such as 25MB: bytes. */
export const size = (text: string): number => inUnits(text, parseSize);

function inUnits(text: string, parse: (text: string) => number): number {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof UsageError) throw new InvalidArgumentError(`${error.message}.`);
    throw error;
  }
}

/** Of an option that is one or more whole numbers with commas between. */
export function integers(text: string): number[] {
  return text.split(',').map(positive);
}

/** Of an option that may be repeated. One that takes several words at once would swallow the arguments behind it. */
export const collect = (text: string, before: readonly string[]): string[] => [...before, text];

/** Of an option that is one or more words with commas between; may be repeated. */
export const collectWords = (text: string, before: readonly string[]): string[] => [...before, ...text.split(',')];
