import type { Output } from '../base/context.ts';
import type { Diagnostic, Location } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';

function frame(at: Location, style: Paint): string {
  const { text } = at;
  if (text === undefined || text === '') return '';
  const gutter = String(at.line);
  const marks = '^'.repeat(Math.max(1, Math.min(at.endColumn, text.length + 1) - at.column));
  return (
    `${style.dim(`  ${gutter} |`)} ${printable(text)}\n` +
    `${style.dim(`  ${' '.repeat(gutter.length)} |`)} ${' '.repeat(at.column - 1)}${style.red(marks)}\n`
  );
}

/** Every diagnostic with its line and a caret below the place, as a compiler would show it. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], output: Output): string {
  const style = paint(output);
  return diagnostics
    .map((diagnostic) => {
      const { at, severity, related, hint } = diagnostic;
      const label = severity === 'error' ? style.red('error') : style.yellow('warning');
      const head = `${style.bold(`${at.file}:${at.line}:${at.column}`)} ${label} ${printable(diagnostic.message)} ${style.dim(`[${diagnostic.rule}]`)}\n`;
      const second =
        related === undefined
          ? ''
          : `  ${printable(related.message)} (${related.at.file}:${related.at.line}:${related.at.column})\n${frame(related.at, style)}`;
      const mend = hint === undefined ? '' : `  ${style.cyan('hint:')} ${printable(hint)}\n`;
      return `${head}${frame(at, style)}${second}${mend}`;
    })
    .join('\n');
}
