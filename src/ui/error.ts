import type { Context } from '../base/context.ts';
import { ExitCode, InterruptedError, LanguageError, PipelineError } from '../base/errors.ts';
import { asInterrupted, OutputClosed } from '../base/interrupt.ts';
import { systemError } from '../base/system-error.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { renderDiagnostics } from './code-frame.ts';

/** Prints `thrown` for a person (stderr) or a program (JSON on stdout) and returns the exit code it stands for. */
export function reportError(thrown: unknown, context: Context, json: boolean): ExitCode {
  const raised = asInterrupted(thrown, context.signal);
  if (raised instanceof OutputClosed) return ExitCode.fine;
  const error = raised instanceof PipelineError ? raised : systemError(raised);
  if (error === undefined) {
    const stack = raised instanceof Error ? (raised.stack ?? raised.message) : String(raised);
    context.messages.write(`This is a mistake in pipeline itself, please report it:\n${printable(stack)}\n`);
    return ExitCode.failed;
  }
  if (json) {
    const { code, message, where, hint } = error;
    const diagnostics = error instanceof LanguageError ? error.diagnostics : undefined;
    context.output.write(`${JSON.stringify({ error: { code, message, where, hint, diagnostics } }, null, 2)}\n`);
    return error.exitCode;
  }
  const style = paint(context.messages);
  if (error instanceof LanguageError) context.messages.write(renderDiagnostics(error.diagnostics, context.messages));
  const where = error.where === undefined ? '' : `${error.where}: `;
  if (error instanceof InterruptedError) {
    // No mistake.
    const hint = error.hint === undefined ? '' : ` ${error.hint}`;
    context.messages.write(`${printable(`${where}${error.message}.${hint}`)}\n`);
    return error.exitCode;
  }
  context.messages.write(`${style.red('error:')} ${printable(where + error.message)}\n`);
  if (error.hint !== undefined) context.messages.write(`${style.cyan('hint:')}  ${printable(error.hint)}\n`);
  return error.exitCode;
}
