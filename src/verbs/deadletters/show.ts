import { ExitCode } from '../../base/errors.ts';
import { schemaRegistry } from '../../clients/registry/open.ts';
import { AnyDecoder } from '../../encodings/any-decoder.ts';
import { lettersOf } from '../../pipeline/dead-letters/list.ts';
import { letterAsText, letterJson } from '../../ui/dead-letters.ts';
import { showLine } from '../../ui/show.ts';
import { flag, integer, valued } from '../flag.ts';
import { withClients } from '../shared/clients.ts';
import { deskSink } from '../shared/sinks.ts';
import { defineVerb } from '../verb.ts';
import { wantedBy, wantedFlags } from './wanted.ts';

/** `deadletters show SINK`: rejected records, each with its reason. */
export default defineVerb({
  usage: 'deadletters show <sink>',
  summary: 'print rejected records beside their reasons',
  example: 'pipeline deadletters show streaming.lake --reason price --max 5',
  flags: {
    ...wantedFlags,
    max: valued('<count>', 'stop after so many', integer),
    all: flag('also those that are stored by now'),
  },
  completes: { sink: { from: ['sinks'] } },
  async run(context, args, options) {
    const wanted = wantedBy(options);
    return withClients(context, options, async (clients, cluster) => {
      const sink = await deskSink({ context, options, clients, cluster }, args[0] ?? '');
      const decoder = cluster.registry === undefined ? undefined : new AnyDecoder(schemaRegistry(cluster, context));
      let [shown, stored] = [0, 0];
      for await (const letter of lettersOf(sink, wanted, await clients.records())) {
        context.signal.throwIfAborted();
        if (letter.standing === 'stored' && !options.all) {
          stored++;
          continue;
        }
        if (shown === options.max) break;
        const record = (await decoder?.decode(letter.record)) ?? letter.record;
        showLine(context, options, {
          json: letterJson({ ...letter, record }),
          text: () => letterAsText({ ...letter, record }, context.output),
        });
        shown++;
      }
      const left = stored === 0 ? '' : `, and ${stored} that are stored by now (--all shows them)`;
      context.messages.write(`${shown} dead ${shown === 1 ? 'letter' : 'letters'}${left}\n`);
      return ExitCode.fine;
    });
  },
});
