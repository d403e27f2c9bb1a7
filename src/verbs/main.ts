import { CommanderError } from 'commander';
import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode } from '../base/errors.ts';
import { endedByPerson } from '../base/interrupt.ts';
import { readCommandLine } from './command-line.ts';
import { programOf, usageError } from './program.ts';

/** `pipeline ARGS…` on `context`: prints results and errors there and returns the exit code. */
export async function main(context: Context, args: readonly string[]): Promise<number> {
  let exitCode: number = ExitCode.fine;
  const program = programOf(context, readCommandLine(), (code) => {
    exitCode = endedByPerson(context.signal) ? ExitCode.interrupted : code;
  });
  try {
    // The help of a verb is its own, whichever way it is asked for.
    await program.parseAsync(args[0] === 'help' ? [...args.slice(1), '--help'] : args, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return ExitCode.fine;
    const { reportError } = await import('../ui/error.ts');
    const json = program.opts<GlobalOptions>().output === 'json';
    // The help that takes the place of a missing verb is printed already.
    if (thrown instanceof CommanderError && thrown.code === 'commander.help' && !json) return ExitCode.usage;
    return reportError(thrown instanceof CommanderError ? usageError(thrown) : thrown, context, json);
  }
}
