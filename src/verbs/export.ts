import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Context } from '../base/context.ts';
import { ExitCode, RefusedError } from '../base/errors.ts';
import { type Exported, exportItems } from '../pipeline/export/export-items.ts';
import { isSection } from '../pipeline/export/sections.ts';
import { type Item, inventory } from '../pipeline/status/inventory.ts';
import { select } from '../pipeline/status/select.ts';
import { show } from '../ui/show.ts';
import { option } from './flag.ts';
import { withClients } from './shared/clients.ts';
import { defineVerb } from './verb.ts';

/** One file for each pipeline. RefusedError when one of them is there already: then none is written. */
function writeFiles(exported: readonly Exported[], directory: string, context: Context) {
  const written = exported.map(({ pipeline, yaml }) => ({ pipeline, file: join(directory, `${pipeline}.yaml`), yaml }));
  const path = (file: string) => resolve(context.directory, file);
  const there = written.find(({ file }) => existsSync(path(file)));
  if (there !== undefined) {
    throw new RefusedError(`${there.file} is there already`, { hint: 'Choose another folder: --directory FOLDER.' });
  }
  mkdirSync(path(directory), { recursive: true });
  for (const { file, yaml } of written) writeFileSync(path(file), yaml, { flag: 'wx' });
  return written.map(({ pipeline, file }) => ({ pipeline, file }));
}

/** What the cluster does not know as it was declared. Nobody may miss it silently. */
function tellLeftOut(items: readonly Item[], { messages }: Context): void {
  const jobs = items.flatMap((item) =>
    item.kind === 'job' && !isSection(item.record) ? [`${item.name} (${item.record.kind})`] : [],
  );
  if (jobs.length > 0) {
    const names = jobs.sort().join(', ');
    messages.write(`warning: not written, since their queries and files are known in a compiled form only: ${names}\n`);
  }
  messages.write(
    'The cluster does not know `checks:`, jobs that are run by hand, `vars:`, and topics and events that no section reads: these are not written.\n',
  );
}

/** `export [NAMES]`: what runs as YAML of our language, a document or a file for each pipeline. */
export default defineVerb({
  usage: 'export [names...]',
  summary: 'write live connectors and sections as YAML, one document for each pipeline',
  example: 'pipeline export --directory config',
  flags: {
    directory: option('<folder>', 'write a file PIPELINE.yaml for each, here', { completes: { from: ['files'] } }),
  },
  completes: { names: { from: ['pipelines', 'connectors', 'jobs'] } },
  async run(context, names, options) {
    return withClients(context, options, async (clients, cluster) => {
      const found = await inventory(clients);
      const items = names.length === 0 ? found : select(names, found);
      if (!items.some((item) => item.kind === 'connector' || isSection(item.record))) {
        context.messages.write('There is nothing to export: no connector, and no job that a section declares.\n');
        return ExitCode.fine;
      }
      tellLeftOut(items, context);
      const exported = await exportItems(items, clients, cluster.secrets);
      if (options.directory !== undefined) {
        const files = writeFiles(exported, options.directory, context);
        return show(context, options, { json: files, text: () => files.map(({ file }) => `${file}\n`).join('') });
      }
      const [first, ...more] = exported;
      return show(context, options, {
        json: more.length === 0 ? first : exported,
        text: () => exported.map(({ yaml }) => yaml).join('---\n'),
        after: () =>
          more.length === 0 ? '' : `${exported.length} pipelines; a file holds one: --directory writes them.\n`,
      });
    });
  },
});
