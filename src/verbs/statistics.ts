import { ExitCode, InterruptedError, PipelineError } from '../base/errors.ts';
import { progressLine } from '../base/text/progress.ts';
import type { Clients } from '../clients/clients.ts';
import { requireTopics } from '../clients/kafka/missing-topic.ts';
import { decoding, heeding, type KafkaReader } from '../clients/kafka/reader.ts';
import { readTopics } from '../clients/kafka/topic-settings.ts';
import { schemaRegistry } from '../clients/registry/open.ts';
import { kindOf } from '../components/kinds.ts';
import { decodersOf } from '../encodings/record-decoder.ts';
import { countAgain, type Part } from '../statistics/audit/count-again.ts';
import { reportOf } from '../statistics/audit/report.ts';
import type { Source } from '../statistics/audit/sent.ts';
import { deployedStates } from '../statistics/deployed.ts';
import { show } from '../ui/show.ts';
import { renderStatistics } from '../ui/statistics-report.ts';
import { flag, integer, repeated, valued } from './flag.ts';
import { withClients } from './shared/clients.ts';
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

/** What is there of every partition now. */
async function partsOf(clients: Clients, kafka: KafkaReader, topics: readonly string[]): Promise<readonly Part[]> {
  const settings = await readTopics(await clients.admin(), topics);
  const parts = topics.map(async (topic) => {
    const policy = settings.find(({ name }) => name === topic)?.config['cleanup.policy'];
    const compacted = policy?.includes('compact') === true;
    return Promise.all(
      ((await kafka.partitions(topic)) ?? []).map(async (partition) => ({
        topic,
        partition,
        compacted,
        ...(await kafka.bounds(topic, partition)),
      })),
    );
  });
  return (await Promise.all(parts)).flat();
}

/** What the sources that write to one of `topics` say they have written by now. */
async function sentBy({ connect }: Clients, topics: readonly string[], notes: string[]) {
  try {
    const sources = (await connect.connectors()).filter(({ type }) => type === 'source');
    const sent = sources.map(async ({ name, config }) => {
      const own = await connect.topics(name);
      if (!own.some((topic) => topics.includes(topic))) return [];
      const written = kindOf(config)?.end?.written(await connect.offsets(name));
      return [{ name, topics: own, written }];
    });
    return (await Promise.all(sent)).flat();
  } catch (error) {
    if (!(error instanceof PipelineError) || error instanceof InterruptedError) throw error;
    notes.push(`what the sources sent is not known: ${error.message}`);
    return [];
  }
}
