import { listDeadLetters } from '../../pipeline/dead-letters/list.ts';
import { reasonsJson, renderReasons } from '../../ui/dead-letters.ts';
import { show } from '../../ui/show.ts';
import { withClients } from '../shared/clients.ts';
import { deskSink } from '../shared/sinks.ts';
import { defineVerb } from '../verb.ts';
import { wantedBy, wantedFlags } from './wanted.ts';

/** `deadletters list SINK`: why the sink rejected records, how many for each reason, and the first of them. */
export default defineVerb({
  usage: 'deadletters list <sink>',
  summary: 'count what a sink rejected, by reason',
  example: 'pipeline deadletters list streaming.lake',
  flags: wantedFlags,
  completes: { sink: { from: ['sinks'] } },
  async run(context, args, options) {
    const wanted = wantedBy(options);
    return withClients(context, options, async (clients, cluster) => {
      const sink = await deskSink({ context, options, clients, cluster }, args[0] ?? '');
      const groups = await listDeadLetters(sink, wanted, await clients.records());
      return show(context, options, {
        json: reasonsJson(sink, groups),
        text: () => renderReasons(groups, context.output),
        after: () => (groups.length === 0 ? `${sink.deadLetter} holds no dead letter of ${sink.name}.\n` : ''),
      });
    });
  },
});
