import { keepReport } from '../../acceptance/kept.ts';
import type { AcceptanceReport } from '../../acceptance/report.ts';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, ServiceError } from '../../base/errors.ts';
import { renderAcceptance } from '../../ui/acceptance.ts';
import { show } from '../../ui/show.ts';
import { option } from '../flag.ts';
import { insideOrHere } from '../shared/inside.ts';
import { defineVerb } from '../verb.ts';
import { Kept } from './asked.ts';
import { carryOut } from './carry-out.ts';
import { prepareFolder, writeReports } from './write-reports.ts';

/**
 * `acceptance [FILES]`: deploys what is declared, and holds every number of it against another way of obtaining it.
 * Exit code 3 when a check fails, or none passes.
 */
export default defineVerb({
  usage: 'acceptance [files...]',
  summary: 'run everything that is declared and check every number of it, with a report',
  example: 'pipeline acceptance --report acceptance',
  flags: {
    report: option('<folder>', 'write report.md, report.json, report.xml (JUnit) and report.html there', {
      completes: { from: ['files'] },
    }),
  },
  completes: { files: { from: ['yaml'] } },
  async run(context, files, options) {
    if (options.report !== undefined) prepareFolder(options.report, context);
    const report = await reportOf(context, files, options);
    keepReport(context, report);
    if (options.report !== undefined) writeReports(report, options.report, context);
    show(context, options, { json: report, text: () => renderAcceptance(report, context.output) });
    return report.ok ? ExitCode.fine : ExitCode.notHealthy;
  },
});

/** Where Docker Compose runs the cluster, engines and recommenders answer in its network alone: so it runs there. */
async function reportOf(context: Context, files: readonly string[], options: GlobalOptions): Promise<AcceptanceReport> {
  let report: AcceptanceReport | undefined;
  const output = new Kept();
  const inside = { ...context, output };
  const code = await insideOrHere(['acceptance', ...files], inside, { ...options, output: 'json' }, async () => {
    report = await carryOut({ context, options, files });
    return ExitCode.fine;
  });
  if (report !== undefined) return report;
  if (output.text === '') {
    throw new ServiceError(`The acceptance ended with exit code ${code} and no report`, {
      where: `cluster ${options.cluster}`,
      hint: 'What it said stands above.',
    });
  }
  return JSON.parse(output.text);
}
