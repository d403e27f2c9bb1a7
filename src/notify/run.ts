import type { Clock, Context } from '../base/context.ts';
import { together } from '../base/together.ts';
import { pause } from '../base/until.ts';
import { kafkaClient, kafkaConfig, withAdmin } from '../clients/kafka/client.ts';
import { ensureTopics } from '../clients/kafka/create-topics.ts';
import { persistently } from '../clients/kafka/persistently.ts';
import { TopicWriter } from '../clients/kafka/writer.ts';
import { ELSEWHERE, holdLease } from '../jobs/registry/lease.ts';
import type { ReportTo } from '../jobs/supervisor/report.ts';
import { settingsOf } from '../language/derived-topics.ts';
import { groupOf, stateTopic } from '../streams/names.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { resolveSecret } from '../target/resolve-secret.ts';
import type { Observe } from './health/observation.ts';
import { Watch } from './health/watch.ts';
import type { NotifySpec } from './spec.ts';
import { Station } from './station.ts';

const REPORT_INTERVAL = 2_000;

/** Tells alerts and conditions until the context's signal. Of all processes that run the job one works at a time. */
export async function runNotify(
  name: string,
  { pipeline, channels }: NotifySpec,
  addresses: ClusterAddresses,
  context: Context,
  { report, observe }: { readonly report: ReportTo; readonly observe: Observe },
): Promise<void> {
  const { clock, signal, environment } = context;
  const log = (line: string) => context.messages.write(`${name}: ${line}\n`);
  const config = kafkaConfig(addresses, context, 'service');
  const kafka = kafkaClient(addresses, context, 'service');
  const topic = stateTopic(name);
  const settings = { name: topic.name, ...settingsOf(topic, addresses.defaults) };
  // A secret that is not known fails the job at once.
  const addressed = channels.map((channel) => ({
    channel,
    address: resolveSecret(channel.webhook, addresses.secrets, environment),
  }));
  await persistently({ clock, signal, log }, async () => {
    await withAdmin(kafka, name, (admin) => ensureTopics(admin, [settings]));
    const waiting = () => report({ state: 'RUNNING', metrics: {}, waits: ELSEWHERE });
    await holdLease(config, { group: groupOf(name), topic: topic.name, clock, signal, waiting }, async ({ lost }) => {
      const writer = await TopicWriter.open(kafka, topic.name, 1);
      const watch = new Watch(pipeline, observe);
      const shared = { name, pipeline, config, writer, watch, clock, log };
      const stations = addressed.map((one) => new Station({ ...one, ...shared }));
      const isWatched = channels.some(({ on }) => on !== undefined);
      try {
        await together(lost, (start) =>
          Promise.all([
            ...stations.map((station) => start((until) => station.run(until))),
            ...(isWatched ? [start((until) => watch.run({ clock, signal: until }))] : []),
            start((until) => reportFrom(stations, report, clock, until)),
          ]),
        );
      } finally {
        await writer.close();
      }
    });
  });
}

async function reportFrom(stations: readonly Station[], report: ReportTo, clock: Clock, signal: AbortSignal) {
  const sum = (count: (station: Station) => number | undefined) =>
    stations.reduce((total, station) => total + (count(station) ?? 0), 0);
  do {
    const metrics = {
      told: sum(({ work }) => work?.told),
      held: sum(({ work }) => work?.held),
      refused: sum(({ work }) => work?.refused),
      ...(stations.some(({ health }) => health !== undefined) && { holding: sum(({ health }) => health?.holding) }),
    };
    const waits = stations.flatMap(({ told }) => told ?? []).join('; ');
    report({ state: 'RUNNING', metrics, ...(waits === '' ? {} : { waits }) });
  } while (await pause(clock, REPORT_INTERVAL, signal));
}
