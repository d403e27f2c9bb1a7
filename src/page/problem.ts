import { LanguageError, PipelineError } from '../base/errors.ts';
import { systemError } from '../base/system-error.ts';
import { printable } from '../base/text/printable.ts';
import type { Problem } from './wire/problem.ts';

/** What an error is to a viewer: what, where, how to mend it. */
export function problemOf(thrown: unknown): Problem['error'] {
  const error = thrown instanceof PipelineError ? thrown : systemError(thrown);
  if (error === undefined) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    return { message: printable(`Something unforeseen went wrong: ${said}`) };
  }
  const { message, where, hint } = error;
  return {
    message: printable(error instanceof LanguageError ? mistakes(error) : message),
    ...(where === undefined ? {} : { where: printable(where) }),
    ...(hint === undefined ? {} : { hint: sentence(printable(hint)) }),
  };
}

/** Hints of mistakes in files stand behind `hint:` elsewhere, and here alone. */
const sentence = (hint: string): string =>
  `${hint.charAt(0).toUpperCase()}${hint.slice(1)}${/[\w`)]$/.test(hint) ? '.' : ''}`;

const mistakes = ({ diagnostics }: LanguageError) =>
  diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ at, message }) => `${at.file}:${at.line}:${at.column}: ${message}`)
    .join('\n');
