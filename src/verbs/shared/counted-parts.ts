import { InterruptedError, PipelineError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import { readTopics } from '../../clients/kafka/topic-settings.ts';
import { kindOf } from '../../components/kinds.ts';
import type { Part } from '../../statistics/audit/count-again.ts';

/** What is there of every partition now. */
export async function partsOf(
  clients: Clients,
  kafka: KafkaReader,
  topics: readonly string[],
): Promise<readonly Part[]> {
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
export async function sentBy({ connect }: Clients, topics: readonly string[], notes: string[]) {
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
