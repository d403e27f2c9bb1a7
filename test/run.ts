import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processContext } from '../src/base/process-context.ts';
import { paint } from '../src/base/text/style.ts';
import { reportError } from '../src/ui/error.ts';
import { add, type Counts, none } from './run/counts.ts';
import { slowest } from './run/slowest.ts';
import { fileTimes, removeReports, type Step, stepsOf } from './run/steps.ts';

/**
 * `npm test`: every check there is, from the quick to the slow, stopping where a step fails. The last lines name the
 * ten slowest test files and sum up, as `N passed, N failed`. With `--nightly`, as `npm run nightly` says, the long
 * form.
 */
const context = processContext(process);
const style = paint(context.output);
const say = (text: string) => context.output.write(`${text}\n`);
const seconds = (since: number) => `${((context.clock.now() - since) / 1000).toFixed(1)} s`;

/** One step from its title to its line of figures. */
async function carryOut(step: Step): Promise<Counts> {
  const reason = step.skip?.(context);
  if (reason !== undefined) {
    say(style.yellow(`— ${step.name}: left out (${reason})`));
    return none;
  }
  say(style.bold(`\n▸ ${step.name}`));
  const since = context.clock.now();
  const counts = await step.run(context).catch((error: unknown) => {
    reportError(error, context, false);
    return { passed: 0, failed: 1 };
  });
  const line = `${step.name}: ${counts.passed} passed, ${counts.failed} failed in ${seconds(since)}`;
  say(counts.failed > 0 ? style.red(`✗ ${line}`) : style.green(`✓ ${line}`));
  return counts;
}

removeReports();
// What tests leave goes with it: each of thousands makes folders.
const temporary = mkdtempSync(join(tmpdir(), 'pipeline-tests-'));
process.env.TMPDIR = temporary;
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
const begin = context.clock.now();
let total = none;
for (const together of stepsOf(process.argv.includes('--nightly'))) {
  total = (await Promise.all(together.map(carryOut))).reduce(add, total);
  if (total.failed > 0 || context.signal.aborted) break;
}
const times = fileTimes();
if (times.length > 0) say(`\nThe slowest test files:\n${slowest(times, 10)}`);
say(`\nAll of it took ${seconds(begin)}.`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = context.signal.aborted ? 130 : total.failed > 0 ? 1 : 0;
