import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { html } from '../../acceptance/html.ts';
import { junit } from '../../acceptance/junit.ts';
import { markdown } from '../../acceptance/markdown.ts';
import type { AcceptanceReport } from '../../acceptance/report.ts';
import type { Context } from '../../base/context.ts';
import { systemError } from '../../base/system-error.ts';

const writers = {
  'report.md': markdown,
  'report.json': (report: AcceptanceReport) => `${JSON.stringify(report, null, 2)}\n`,
  'report.xml': junit,
  'report.html': html,
} as const;

/** Makes the folder of a report, and looks whether files can be written there: nobody waits for one that cannot. */
export function prepareFolder(folder: string, { directory }: Pick<Context, 'directory'>): void {
  const path = resolve(directory, folder);
  const probe = join(path, `.report-${process.pid}`);
  try {
    mkdirSync(path, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
    for (const name of Object.keys(writers))
      if (existsSync(join(path, name))) accessSync(join(path, name), constants.W_OK);
  } catch (error) {
    throw systemError(error, folder) ?? error;
  }
}

/** Writes the report in every form into `folder`, which was prepared; says where. */
export function writeReports(report: AcceptanceReport, folder: string, { directory, messages }: Context): void {
  const path = resolve(directory, folder);
  for (const [name, write] of Object.entries(writers)) writeFileSync(join(path, name), write(report));
  messages.write(`The report is in ${join(folder, '')}: ${Object.keys(writers).join(', ')}\n`);
}
