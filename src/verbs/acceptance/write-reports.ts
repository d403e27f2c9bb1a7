import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { html } from '../../acceptance/html.ts';
import { junit } from '../../acceptance/junit.ts';
import { markdown } from '../../acceptance/markdown.ts';
import type { AcceptanceReport } from '../../acceptance/report.ts';
import type { Context } from '../../base/context.ts';

const writers = {
  'report.md': markdown,
  'report.json': (report: AcceptanceReport) => `${JSON.stringify(report, null, 2)}\n`,
  'report.xml': junit,
  'report.html': html,
} as const;

/** Writes the report in every form into `folder`, which is made; says where. */
export function writeReports(report: AcceptanceReport, folder: string, { directory, messages }: Context): void {
  const path = resolve(directory, folder);
  mkdirSync(path, { recursive: true });
  for (const [name, write] of Object.entries(writers)) writeFileSync(join(path, name), write(report));
  messages.write(`The report is in ${join(folder, '')}: ${Object.keys(writers).join(', ')}\n`);
}
