import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode, type PipelineError } from '../base/errors.ts';

/** The two views of a result. */
export interface View {
  /** For programs: what `-o json` prints. */
  readonly json: unknown;
  /** For people: the data. */
  readonly text?: () => string;
  /** For people: what is said on stderr before the data, such as warnings. */
  readonly before?: () => string;
  /** For people: what is said on stderr after them. */
  readonly after?: () => string;
  /** What is wrong with the result, and stands in its JSON already. */
  readonly error?: PipelineError | undefined;
}

/**
 * Prints a result as `-o` says. Returns the exit code: that of `view.error`, which is thrown after the text, because
 * only the JSON holds it already.
 */
export const show = (context: Context, options: Pick<GlobalOptions, 'output'>, view: View): ExitCode =>
  print(context, options, view, 2);

/** The same with the JSON on one line. */
export const showLine = (context: Context, options: Pick<GlobalOptions, 'output'>, view: View): ExitCode =>
  print(context, options, view, 0);

function print(
  { output, messages }: Context,
  options: Pick<GlobalOptions, 'output'>,
  view: View,
  indent: number,
): ExitCode {
  const { json, text, before, after, error } = view;
  if (options.output === 'json') {
    output.write(`${JSON.stringify(json, null, indent)}\n`);
    return error?.exitCode ?? ExitCode.fine;
  }
  if (before !== undefined) messages.write(before());
  if (text !== undefined) output.write(text());
  if (after !== undefined) messages.write(after());
  if (error !== undefined) throw error;
  return ExitCode.fine;
}
