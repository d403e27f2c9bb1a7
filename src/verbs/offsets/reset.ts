import { RefusedError } from '../../base/errors.ts';
import { demand } from '../../clients/connect/version.ts';
import { exclusively } from '../../pipeline/apply/exclusively.ts';
import { newOffsets, parsePosition } from '../../pipeline/apply/new-offsets.ts';
import { integer, option, valued, yes } from '../flag.ts';
import { alone } from '../shared/alone.ts';
import { withClients } from '../shared/clients.ts';
import { confirm } from '../shared/confirm.ts';
import { defineVerb } from '../verb.ts';
import { connectorNamed, showOffsets } from './shared.ts';

/** `offsets reset NAME`: only of a stopped connector; what was read is read again, what is skipped is never read. */
export default defineVerb({
  usage: 'offsets reset <name>',
  summary: 'set its position; the connector must be stopped',
  example: 'pipeline offsets reset streaming.lake --to earliest',
  flags: {
    to: option('<position>', 'earliest, latest or an offset', {
      default: 'earliest',
      completes: { words: ['earliest', 'latest'] },
    }),
    topic: option('<topic>', 'only this topic', { completes: { from: ['topics'] } }),
    partition: valued('<partition>', 'only this partition', integer),
    yes,
  },
  completes: { name: { from: ['connectors'] } },
  async run(context, args, options) {
    const position = parsePosition(options.to);
    return withClients(context, options, async (clients, cluster) => {
      const live = await connectorNamed(args[0] ?? '', clients);
      const { name } = live;
      demand(await clients.connect.version(), 'offsets reset');
      if (live.state !== 'STOPPED') {
        throw new RefusedError(
          `Offsets change only while the connector is stopped; it is ${live.state.toLowerCase()}`,
          {
            where: `connector ${name}`,
            hint: `\`pipeline stop ${name}\` stops it.`,
          },
        );
      }
      const wanted = await newOffsets(live, { ...options, position }, clients);
      await confirm(context, `Set the position of ${name} to ${options.to}?`, options.yes);
      await exclusively(alone('offsets reset', clients, cluster, context), async () => {
        if (wanted === 'forget all') await clients.connect.resetOffsets(name);
        else await clients.connect.alterOffsets(name, wanted);
      });
      const offsets = await clients.connect.offsets(name);
      const code = showOffsets(context, options, name, offsets);
      context.messages.write(
        `The position of ${name} is ${options.to} now; \`pipeline resume ${name}\` goes on from there.\n`,
      );
      return code;
    });
  },
});
