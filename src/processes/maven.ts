import { existsSync, readdirSync } from 'node:fs';
import { execa } from 'execa';
import type { Context } from '../base/context.ts';
import { ClusterError, InterruptedError } from '../base/errors.ts';
import { progressLine } from '../base/text/progress.ts';
import { pause } from '../base/until.ts';
import { MavenProgress } from './maven-progress.ts';

/** Milliseconds between two looks at how far Maven is. */
const TELL = 1_000;

/**
 * Runs Maven in `folder`, telling how far it is; `jars` is the folder that its build fills. Errors: ClusterError,
 * InterruptedError.
 */
export async function runMaven(
  maven: string,
  args: readonly string[],
  { folder, jars }: { readonly folder: string; readonly jars: string },
  context: Context,
): Promise<void> {
  const running = execa(maven, ['-B', '-Dstyle.color=never', 'package', '-DskipTests', ...args], {
    cwd: folder,
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: context.signal,
  });
  const begin = context.clock.now();
  const progress = new MavenProgress();
  const line = progressLine(context);
  const ended = new AbortController();
  const telling = (async () => {
    // Maven itself is silent while it compiles or fetches something large.
    const until = AbortSignal.any([ended.signal, context.signal]);
    while (await pause(context.clock, TELL, until)) {
      line.show(() => progress.text(jarsIn(jars), context.clock.now() - begin));
    }
    line.end();
  })().catch(() => undefined);
  for await (const text of running.iterable({ from: 'all' })) progress.read(text);
  const { exitCode, all } = await running;
  ended.abort();
  await telling;
  if (exitCode === 0) return;
  if (context.signal.aborted) throw new InterruptedError('Interrupted while Maven was at work');
  throw new ClusterError(`Maven failed:\n  ${reasons(all).join('\n  ')}`, {
    where: folder,
    hint: 'Run `mvn package -DskipTests` there to see all it says.',
  });
}

function jarsIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jar')).length;
}

const advice = /^(To see the full|Re-run Maven|For more information|\[Help|After correcting|mvn <args>)/;

/** What went wrong, out of all that Maven says, without its advice on itself. */
function reasons(text: string): string[] {
  const errors = text.split('\n').filter((line) => line.startsWith('[ERROR]'));
  return errors
    .map((line) => line.slice(7).trim())
    .filter((line) => line !== '' && !advice.test(line))
    .slice(0, 12);
}
