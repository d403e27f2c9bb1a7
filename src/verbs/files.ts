import { progressLine } from '../base/text/progress.ts';
import { joinPath } from '../store/store.ts';
import { renderCommittedFiles } from '../ui/files.ts';
import { show } from '../ui/show.ts';
import { committedBy } from '../verify/committed-files.ts';
import { withClients } from './shared/clients.ts';
import { chainSink } from './shared/sinks.ts';
import { defineVerb } from './verb.ts';

const tombstonesLine = (count: number): string =>
  count === 0
    ? ''
    : `Beside these, ${count.toLocaleString('en-US')} records without value (tombstones) were counted.\n`;

/**
 * `files SINK`: the files that count, with records, bytes and offsets. Readers that want whole commits read exactly
 * these.
 */
export default defineVerb({
  usage: 'files <sink>',
  summary: 'list the committed files of a sink',
  example: 'pipeline files streaming.lake',
  flags: {},
  completes: { sink: { from: ['sinks'] } },
  async run(context, args, options) {
    return withClients(context, options, async (clients, cluster) => {
      const sink = await chainSink({ context, options, clients, cluster }, args[0] ?? '');
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
