import { ExitCode } from '../base/errors.ts';
import { isoTime } from '../base/time.ts';
import { untilNoneIsOpen } from '../base/until.ts';
import { answerJson, renderCompleteness } from '../ui/completeness.ts';
import { show } from '../ui/show.ts';
import { duration, valued } from './flag.ts';
import { withClients } from './shared/clients.ts';
import { completenessFlags, completenessOf } from './shared/completeness.ts';
import { waitingLine } from './shared/waiting.ts';
import { defineVerb } from './verb.ts';

/** `complete SINK --until TIME`: whether all that happened before is stored. Exit code 3: not yet. */
export default defineVerb({
  usage: 'complete <sink>',
  summary: 'say whether a sink has stored every event before a moment',
  example: 'pipeline complete streaming.lake --until 2026-01-01T10:00Z --idle 10m',
  flags: { ...completenessFlags, wait: valued('<duration>', 'wait until it is complete', duration) },
  completes: { sink: { from: ['sinks'] } },
  async run(context, args, options) {
    return withClients(context, options, async (clients, cluster) => {
      const source = { context, options, clients, cluster };
      const ask = () => completenessOf(source, args[0] ?? '', options);
      let answer = await ask();
      const { clock, signal } = context;
      const tell = waitingLine(context.messages);
      await untilNoneIsOpen(
        answer.complete || options.wait === undefined ? [] : [answer],
        async () => {
          answer = await ask();
          return !answer.complete;
        },
        { clock, signal, patience: options.wait ?? 0 },
        () => tell(answer.partitions.filter(({ complete }) => !complete).map((one) => `${one.topic}-${one.partition}`)),
      );
      const { sink, until, field, complete, partitions } = answer;
      const moment = isoTime(until) ?? String(until);
      const open = partitions.filter((one) => !one.complete).length;
      show(context, options, {
        json: { version: 1, sink, until: moment, field, complete, partitions: partitions.map(answerJson) },
        text: () => renderCompleteness(partitions),
        after: () =>
          complete
            ? `${sink} is complete until ${moment}.\n`
            : `${sink} is not complete until ${moment} yet: ${
                partitions.length === 0 ? 'its topics are not there' : `${open} of ${partitions.length} partitions`
              }.\n`,
      });
      return complete ? ExitCode.fine : ExitCode.notHealthy;
    });
  },
});
