import { ExitCode } from '../base/errors.ts';
import { progressLine } from '../base/text/progress.ts';
import { requireTopics } from '../clients/kafka/missing-topic.ts';
import { decoding, heeding } from '../clients/kafka/reader.ts';
import { schemaRegistry } from '../clients/registry/open.ts';
import { decodersOf } from '../encodings/record-decoder.ts';
import { countAgain } from '../statistics/audit/count-again.ts';
import { reportOf } from '../statistics/audit/report.ts';
import type { Source } from '../statistics/audit/sent.ts';
import { deployedStates } from '../statistics/deployed.ts';
import { show } from '../ui/show.ts';
import { renderStatistics } from '../ui/statistics-report.ts';
import { flag, integer, repeated, valued } from './flag.ts';
import { withClients } from './shared/clients.ts';
import { partsOf, sentBy } from './shared/counted-parts.ts';
import { countedTopics } from './shared/counted-topics.ts';
import { defineVerb } from './verb.ts';

const flags = {
  fromBeginning: flag('read from the oldest record on, as it does anyway'),
  expect: valued('<records>', 'how many records there must be', integer),
  file: repeated('<file>', 'where contracts and statistics are declared (default: config/); may be repeated', {
    from: ['yaml'],
  }),
};

/**
 * `statistics NAME…`: counts topics again from their oldest record, and compares: with a second count, with what the
 * sources say they sent, with the deployed jobs' numbers as of the same offsets. Exit code 3 where something differs.
 */
export default defineVerb({
  usage: 'statistics <names...>',
  summary: 'count the events of topics or pipelines again, and compare',
  example: 'pipeline statistics evenements --expect 10000',
  flags,
  completes: { names: { from: ['topics', 'pipelines'] } },
  async run(context, names, options) {
    return withClients(context, options, async (clients, cluster) => {
      const raw = await clients.records();
      const kafka = heeding(raw, context.signal);
      const { topics, spec, jobs } = await countedTopics(names, raw, { context, options });
      await requireTopics(await clients.admin(), topics);
      const readable = decoding(
        kafka,
        decodersOf(spec.events, () => schemaRegistry(cluster, context)),
      );
      const deployed = await Promise.all(
        jobs.map(async (job) => ({ ...job, states: await deployedStates(kafka, job.name, job.spec) })),
      );
      const notes: string[] = [];
      const before = await sentBy(clients, topics, notes);
      const parts = await partsOf(clients, kafka, topics);
      const after = await sentBy(clients, topics, []);
      const progress = progressLine(context);
      const counted = [];
      let records = 0;
      try {
        for (const part of parts) {
          const told = () => `Counting ${part.topic}: ${records.toLocaleString('en-US')} records …`;
          const step = () => {
            records++;
            progress.show(told);
          };
          counted.push(await countAgain(readable, part, spec, deployed, step));
        }
      } finally {
        progress.end();
      }
      const sources = before.map(({ name, topics: own, written }): Source => {
        const later = after.find((one) => one.name === name);
        return { name, topics: own, before: written, after: later?.written };
      });
      const report = reportOf({
        cluster: cluster.name,
        topics,
        spec,
        jobs: deployed,
        counted,
        sources,
        notes,
        expected: options.expect,
      });
      show(context, options, { json: report, text: () => renderStatistics(report, context.output) });
      return report.ok ? ExitCode.fine : ExitCode.notHealthy;
    });
  },
});
