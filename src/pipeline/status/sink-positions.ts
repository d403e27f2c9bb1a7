import type { Context } from '../../base/context.ts';
import { InterruptedError, PipelineError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { ConnectorOffset, LiveConnector } from '../../clients/connect/model.ts';
import { topicsRead } from '../../clients/connect/topics-read.ts';
import { provableSink } from '../../components/kinds.ts';
import { Stores } from '../../store/location.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';

/** Where a sink goes on in one partition. */
export interface SinkPosition {
  readonly topic: string;
  readonly partition: number;
  /** Connect's offset of it; null where Connect has none. */
  readonly connect: number | null;
  /** What the sink's own commits say; null where it keeps none, or they say nothing yet. */
  readonly commits: number | null;
  /** The commits' word counts, then Connect's; null: the oldest record. */
  readonly continuesAt: number | null;
}

/**
 * Where `live` goes on, in every partition of the topics that it reads: also where nothing is set. A store that does
 * not answer is told.
 */
export async function sinkPositions(
  live: LiveConnector,
  offsets: readonly ConnectorOffset[],
  clients: Clients,
  cluster: ClusterAddresses,
  context: Context,
): Promise<readonly SinkPosition[]> {
  const records = await clients.records();
  const topics = topicsRead(live.config, await (await clients.admin()).listTopics());
  const sink = { name: live.name, config: live.config, topics, live: true };
  const own = await heard(() => provableSink(sink, new Stores(cluster, context)), context);
  const positions: SinkPosition[] = [];
  for (const topic of [...topics].sort()) {
    for (const partition of [...((await records.partitions(topic)) ?? [])].sort((a, b) => a - b)) {
      const connect = connectOffset(offsets, topic, partition);
      const told = own && (await heard(() => own.position(topic, partition, records), context));
      const commits = typeof told === 'number' ? told : null;
      positions.push({ topic, partition, connect, commits, continuesAt: commits ?? connect });
    }
  }
  return positions;
}

/** undefined, and a warning, when the store or its chain cannot be read. */
async function heard<T>(ask: () => Promise<T>, { messages }: Context): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof PipelineError) || error instanceof InterruptedError) throw error;
    messages.write(`warning: what the sink itself says is not known: ${error.message}\n`);
    return undefined;
  }
}

function connectOffset(offsets: readonly ConnectorOffset[], topic: string, partition: number): number | null {
  const found = offsets.find(
    (one) => one.partition.kafka_topic === topic && Number(one.partition.kafka_partition) === partition,
  );
  const offset = found?.offset?.kafka_offset;
  return offset === undefined ? null : Number(offset);
}
