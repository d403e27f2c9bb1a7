import type { Admin } from 'kafkajs';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { topicsRead } from '../../clients/connect/topics-read.ts';
import { answered } from '../../clients/kafka/answered.ts';
import { countCommitted } from '../../clients/kafka/count-committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { ConnectorReport, PartitionLag } from './report.ts';

/** Beyond so many offsets of one partition the records are not counted: the difference of offsets bounds them. */
const mostCounted = 2_000_000;

/** The consumer group of a sink. */
export function groupOf({ name, config }: LiveConnector): string {
  return config['consumer.override.group.id'] ?? `connect-${name}`;
}

/**
 * Committed records from a committed offset, or the log's start where there is none, to the end. Beyond `most` offsets
 * they are not counted: then it is a bound.
 */
export async function partitionLag(
  records: KafkaReader,
  topic: string,
  partition: number,
  committed: number | undefined,
  most = mostCounted,
): Promise<PartitionLag> {
  const { start, end } = await records.bounds(topic, partition);
  const position = Math.max(start, committed ?? start);
  if (position >= end) return { topic, partition, position, lag: 0, exact: true };
  if (end - position > most) return { topic, partition, position, lag: end - position, exact: false };
  const [lag = 0] = await countCommitted(records, topic, partition, [{ from: position, to: end }]);
  return { topic, partition, position, lag, exact: true };
}

/**
 * How many committed records lie after a sink's position, by partition. A difference of offsets would never reach 0:
 * transaction markers and aborted records have offsets too.
 */
export async function lagOf(
  connector: LiveConnector,
  admin: Pick<Admin, 'fetchOffsets'>,
  records: KafkaReader,
  existing: readonly string[],
): Promise<readonly PartitionLag[]> {
  const topics = topicsRead(connector.config, existing).filter((topic) => existing.includes(topic));
  if (topics.length === 0) return [];
  const offsets = await admin.fetchOffsets({ groupId: groupOf(connector), topics: [...topics] });
  const committed = new Map(
    offsets.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [`${topic} ${partition}`, Number(offset)] as const),
    ),
  );
  const found = topics.map(async (topic) => {
    const partitions = (await records.partitions(topic)) ?? [];
    return Promise.all(
      partitions.map((partition) => {
        const offset = committed.get(`${topic} ${partition}`) ?? -1;
        return partitionLag(records, topic, partition, offset < 0 ? undefined : offset);
      }),
    );
  });
  return (await Promise.all(found)).flat();
}

/** How far a connector is behind; of a sink whose group Kafka does not tell of, why. Sources follow nothing. */
export async function behindOf(
  connector: LiveConnector,
  clients: { admin(): Promise<Pick<Admin, 'fetchOffsets'>>; records(): Promise<KafkaReader> },
  existing: readonly string[],
): Promise<Pick<ConnectorReport, 'lag' | 'partitions' | 'lagUnknown'>> {
  if (connector.type !== 'sink') return { lag: null, partitions: [] };
  const asked = lagOf(connector, await clients.admin(), await clients.records(), existing);
  const read = await answered(groupOf(connector), asked);
  if ('why' in read) return { lag: null, partitions: [], lagUnknown: read.why };
  const partitions = read.value;
  return { lag: partitions.length === 0 ? null : partitions.reduce((sum, { lag }) => sum + lag, 0), partitions };
}
