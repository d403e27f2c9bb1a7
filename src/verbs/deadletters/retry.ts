import { ExitCode } from '../../base/errors.ts';
import { renderRejected, retryText } from '../../ui/dead-letters.ts';
import { show } from '../../ui/show.ts';
import { duration, valued } from '../flag.ts';
import { withClients } from '../shared/clients.ts';
import { retryNamed } from '../shared/retry.ts';
import { waitingLine } from '../shared/waiting.ts';
import { defineVerb } from '../verb.ts';
import { wantedBy, wantedFlags } from './wanted.ts';

/**
 * `deadletters retry SINK`: has the sink store what fits its contract by now. Exit code 3 when some stay dead letters,
 * or the sink has not answered yet.
 */
export default defineVerb({
  usage: 'deadletters retry <sink>',
  summary: 'have a sink try rejected records again, after the contract was mended',
  example: 'pipeline deadletters retry streaming.lake',
  flags: {
    ...wantedFlags,
    wait: valued('<duration>', 'how long the sink may take', duration, { default: 60_000, shown: '60s' }),
  },
  completes: { sink: { from: ['sinks'] } },
  async run(context, args, options) {
    const wanted = wantedBy(options);
    return withClients(context, options, async (clients, cluster) => {
      const source = { context, options, clients, cluster };
      const telling = { patience: options.wait, tell: waitingLine(context.messages) };
      const { sink, ...outcome } = await retryNamed(args[0] ?? '', wanted, source, telling);
      show(context, options, {
        json: { sink, ...outcome },
        text: () => renderRejected(outcome),
        after: () => retryText(sink, outcome),
      });
      return outcome.stored === outcome.wanted ? ExitCode.fine : ExitCode.notHealthy;
    });
  },
});
