import { ExitCode, RefusedError } from '../base/errors.ts';
import { compactSink } from '../pipeline/compact.ts';
import { compactedText, renderCompacted } from '../ui/compacted.ts';
import { show } from '../ui/show.ts';
import { duration, size, valued } from './flag.ts';
import { withClients } from './shared/clients.ts';
import { chainSink } from './shared/sinks.ts';
import { waitingLine } from './shared/waiting.ts';
import { defineVerb } from './verb.ts';

/**
 * `compact SINK`: has a running sink replace its small files by larger ones. Exit code 3 when it has not ended in time;
 * it goes on by itself.
 */
export default defineVerb({
  usage: 'compact <sink>',
  summary: 'have a sink replace small files by larger ones, while it runs',
  example: 'pipeline compact streaming.lake --older 1d --to 256MiB',
  flags: {
    older: valued('<duration>', 'only files of commits that are this old', duration, {
      default: 86_400_000,
      shown: '1d',
    }),
    to: valued('<size>', 'about how large a file becomes', size, { default: 268_435_456, shown: '256MiB' }),
    wait: valued('<duration>', 'how long the sink may take', duration, { default: 600_000, shown: '10m' }),
  },
  completes: { sink: { from: ['sinks'] } },
  async run(context, args, options) {
    return withClients(context, options, async (clients, cluster) => {
      const sink = await chainSink({ context, options, clients, cluster }, args[0] ?? '');
      const live = (await clients.connect.connectors()).find(({ name }) => name === sink.name);
      if (live?.state !== 'RUNNING') {
        throw new RefusedError(
          `The sink does the work itself, and is ${live === undefined ? 'not deployed' : live.state.toLowerCase()}`,
          {
            where: `sink ${sink.name}`,
            hint: live === undefined ? '`pipeline apply` deploys it.' : `\`pipeline resume ${sink.name}\` starts it.`,
          },
        );
      }
      const { clock, signal } = context;
      const compacted = await compactSink(
        sink,
        { before: clock.now() - options.older, bytes: options.to },
        { clock, signal, patience: options.wait, tell: waitingLine(context.messages) },
      );
      show(context, options, {
        json: { sink: sink.name, partitions: compacted },
        text: () => renderCompacted(compacted),
        after: () => compactedText(sink.name, compacted),
      });
      return compacted.every(({ done }) => done) ? ExitCode.fine : ExitCode.notHealthy;
    });
  },
});
