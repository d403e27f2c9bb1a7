import { isDeepStrictEqual } from 'node:util';
import { RefusedError } from '../../base/errors.ts';
import type { ConnectorOffset } from '../../clients/connect/model.ts';
import { demand } from '../../clients/connect/version.ts';
import { exclusively } from '../../pipeline/apply/exclusively.ts';
import { newOffsets, parsePosition } from '../../pipeline/apply/new-offsets.ts';
import { type SinkPosition, sinkPositions } from '../../pipeline/status/sink-positions.ts';
import { renderOffsets, renderPositions } from '../../ui/offsets.ts';
import { show, type View } from '../../ui/show.ts';
import { integer, option, valued, yes } from '../flag.ts';
import { alone } from '../shared/alone.ts';
import { withClients } from '../shared/clients.ts';
import { confirm } from '../shared/confirm.ts';
import { defineVerb } from '../verb.ts';
import { connectorNamed } from './connector-named.ts';

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
      const before = await clients.connect.offsets(name);
      await exclusively(alone('offsets reset', clients, cluster, context), async () => {
        if (wanted === 'forget all') await clients.connect.resetOffsets(name);
        else await clients.connect.alterOffsets(name, wanted);
      });
      const offsets = await clients.connect.offsets(name);
      if (live.type === 'source') return show(context, options, sourceView(name, options.to, before, offsets));
      const positions = await sinkPositions(live, offsets, clients, cluster, context);
      return show(context, options, sinkView(name, offsets, positions));
    });
  },
});

function sourceView(
  name: string,
  to: string,
  before: readonly ConnectorOffset[],
  offsets: readonly ConnectorOffset[],
): View {
  const gone = before.filter((one) => !offsets.some((other) => isDeepStrictEqual(one.partition, other.partition)));
  return {
    json: { connector: name, offsets },
    text: () => renderOffsets([...offsets, ...gone.map(({ partition }) => ({ partition, offset: null }))]),
    after: () => `The position of ${name} is ${to} now; \`pipeline resume ${name}\` goes on from there.\n`,
  };
}

function sinkView(name: string, offsets: readonly ConnectorOffset[], positions: readonly SinkPosition[]): View {
  const apart = positions.some(({ connect, commits }) => commits !== null && commits !== (connect ?? commits));
  return {
    json: { connector: name, offsets, positions },
    text: () => renderPositions(positions),
    after: () => `${apart ? commitsCount : ''}\`pipeline resume ${name}\` lets it continue there.\n`,
  };
}

const commitsCount =
  'Where its own commits say another offset than Connect, they count: a sink goes on where a commit begins.\n';
