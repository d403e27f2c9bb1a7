import type { Context } from '../base/context.ts';
import { ExitCode } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { follow } from '../clients/kafka/follow.ts';
import { requireTopics } from '../clients/kafka/missing-topic.ts';
import { decodersOf } from '../encodings/record-decoder.ts';
import { Watcher } from '../statistics/watcher.ts';
import { condition } from '../statistics/where.ts';
import { showLine } from '../ui/show.ts';
import { renderTable } from '../ui/statistics.ts';
import { flag, integer, repeated, valued, words } from './flag.ts';
import { countedTopics } from './shared/counted-topics.ts';
import { withKafka } from './shared/with-kafka.ts';
import { defineVerb } from './verb.ts';

const flags = {
  fromBeginning: flag('start at the oldest record'),
  max: valued('<count>', 'stop after so many events', integer),
  type: words('<types>', 'only events of these types', []),
  where: repeated('<condition>', 'only events with FIELD=VALUE, FIELD>NUMBER, …; may be repeated'),
  file: repeated('<file>', 'where contracts and statistics are declared (default: config/); may be repeated', {
    from: ['yaml'],
  }),
};

/** The next offset of every partition, at the oldest records or behind the newest. */
async function positionsOf(kafka: RawKafka, topics: readonly string[], fromBeginning: boolean) {
  const positions = topics.map(async (topic) =>
    Promise.all(
      ((await kafka.partitions(topic)) ?? []).map(async (partition) => {
        const { start, end } = await kafka.bounds(topic, partition);
        return { topic, partition, offset: fromBeginning ? start : end };
      }),
    ),
  );
  return (await Promise.all(positions)).flat();
}

/**
 * `watch NAME…`: prints the events of topics as they come, each as its statistics say, and the numbers every so many
 * events and at the end. It needs no deployed job and no consumer group.
 */
export default defineVerb({
  usage: 'watch <names...>',
  summary: 'print the events of topics or pipelines as they come, and their statistics',
  example: 'pipeline watch evenements --from-beginning --max 20',
  flags,
  completes: { names: { from: ['topics', 'pipelines'] } },
  async run(context, names, options) {
    const conditions = options.where.map(condition);
    return withKafka(context, options, async (kafka, { admin, registry }) => {
      const { topics, spec } = await countedTopics(names, kafka, { context, options });
      await requireTopics(await admin(), topics);
      const watcher = new Watcher(spec, topics, { types: options.type, conditions });
      const positions = await positionsOf(kafka, topics, options.fromBeginning);
      const decoders = decodersOf(spec.events, registry);
      if (!options.fromBeginning) {
        context.messages.write(`Waiting for new events of ${topics.join(', ')} (--from-beginning shows the older) …\n`);
      }
      const { max = Number.POSITIVE_INFINITY } = options;
      if (max > 0) {
        for await (const chunk of follow(kafka, positions, context.signal, decoders)) {
          for (const record of chunk.records) {
            if (context.signal.aborted || watcher.shown >= max) break;
            showRecord(context, options, watcher, { ...chunk, record });
          }
          if (watcher.shown >= max) break;
        }
      }
      if (watcher.hasNews || watcher.shown === 0) showTables(context, options, watcher);
      return ExitCode.fine;
    });
  },
});

type Options = Parameters<typeof showLine>[1];
type Watched = Parameters<Watcher['take']>[0];

function showRecord(context: Context, options: Options, watcher: Watcher, watched: Watched): void {
  const seen = watcher.take(watched);
  if (seen === undefined) return;
  const style = paint(context.output);
  showLine(context, options, {
    json: seen.json,
    text: () => (seen.broken ? style.red(printable(seen.line)) : printable(seen.line)).concat('\n'),
  });
  if (watcher.isDue) showTables(context, options, watcher);
}

function showTables(context: Context, options: Options, watcher: Watcher): void {
  for (const table of watcher.tables()) {
    showLine(context, options, {
      json: { kind: 'statistics', ...table },
      text: () => `\n${renderTable(table, context.output)}\n`,
    });
  }
}
