import type { Context, GlobalOptions } from '../base/context.ts';
import { type ExitCode, UsageError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { progressLine } from '../base/text/progress.ts';
import { dialects } from '../components/filesystem/ddl/types.ts';
import { joinPath } from '../store/store.ts';
import { renderCommittedFiles } from '../ui/files.ts';
import { show } from '../ui/show.ts';
import { committedBy } from '../verify/committed-files.ts';
import type { ChainSink } from '../verify/sink.ts';
import type { Flag } from './flag.ts';
import { withClients } from './shared/clients.ts';
import { chainSink } from './shared/sinks.ts';
import { defineVerb } from './verb.ts';

const tombstonesLine = (count: number): string =>
  count === 0
    ? ''
    : `Beside these, ${count.toLocaleString('en-US')} records without value (tombstones) were counted.\n`;

const ddl: Flag<string | undefined> = {
  value: '<system>',
  summary: 'print the SQL that declares the files as tables of a system',
  choices: dialects,
  completes: { words: dialects },
};

/** The tables of every topic; topics whose columns no contract tells are said on stderr. */
function showTables(context: Context, options: GlobalOptions, sink: ChainSink, system: string): ExitCode {
  const tables = sink.topics.map((topic) => ({ topic, sql: sink.tableSql?.(topic, system) }));
  const known = tables.flatMap(({ topic, sql }) => (sql === undefined ? [] : [{ topic, sql }]));
  const unknown = tables.filter(({ sql }) => sql === undefined).map(({ topic }) => printable(topic));
  if (known.length === 0) {
    throw new UsageError(`No event tells the columns of what ${sink.name} stores`, {
      hint: 'Give its topics an `event:`, and apply.',
    });
  }
  return show(context, options, {
    json: known,
    text: () => known.map(({ sql }) => sql).join('\n'),
    after: () => (unknown.length === 0 ? '' : `Without an event, so without a table: ${unknown.join(', ')}.\n`),
  });
}

/**
 * `files SINK`: the files that count, with records, bytes and offsets. Readers that want whole commits read exactly
 * these. With `--ddl SYSTEM` the tables that another system needs to read them.
 */
export default defineVerb({
  usage: 'files <sink>',
  summary: 'list the committed files of a sink',
  example: 'pipeline files streaming.lake',
  flags: { ddl },
  completes: { sink: { from: ['sinks'] } },
  async run(context, args, options) {
    return withClients(context, options, async (clients, cluster) => {
      const sink = await chainSink({ context, options, clients, cluster }, args[0] ?? '');
      if (options.ddl !== undefined) return showTables(context, options, sink, options.ddl);
      const progress = progressLine(context);
      let count = 0;
      const told = (links: readonly unknown[]) => {
        count += links.length;
        progress.show(() => `Reading the commit log of ${sink.name}: ${count.toLocaleString('en-US')} links …`);
      };
      const { files, tombstones } = await committedBy(sink, told).finally(progress.end);
      const listed = files.map((file) => ({
        ...file,
        path: `${sink.store.uri}${joinPath(sink.root, file.path)}`,
      }));
      return show(context, options, {
        json: listed,
        text: () => renderCommittedFiles(listed, context.output),
        after: () => tombstonesLine(tombstones),
      });
    });
  },
});
