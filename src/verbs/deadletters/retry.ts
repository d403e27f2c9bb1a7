import { ExitCode } from '../../base/errors.ts';
import { retriable } from '../../pipeline/dead-letters/retriable.ts';
import { retryDeadLetters } from '../../pipeline/dead-letters/retry.ts';
import { renderRejected, retryText } from '../../ui/dead-letters.ts';
import { show } from '../../ui/show.ts';
import { duration, valued } from '../flag.ts';
import { withClients } from '../shared/clients.ts';
import { deskSink } from '../shared/sinks.ts';
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
      const sink = await deskSink({ context, options, clients, cluster }, args[0] ?? '');
      const live = (await clients.connect.connectors()).find(({ name }) => name === sink.name);
      const chain = retriable(sink, live);
      const outcome = await retryDeadLetters(chain, wanted, {
        connect: clients.connect,
        kafka: await clients.records(),
        clock: context.clock,
        signal: context.signal,
        patience: options.wait,
        tell: waitingLine(context.messages),
      });
      show(context, options, {
        json: { sink: sink.name, ...outcome },
        text: () => renderRejected(outcome),
        after: () => retryText(sink.name, outcome),
      });
      return outcome.stored === outcome.wanted ? ExitCode.fine : ExitCode.notHealthy;
    });
  },
});
