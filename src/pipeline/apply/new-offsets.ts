import { RefusedError, UsageError } from '../../base/errors.ts';
import { wholeNumberIn } from '../../base/numbers.ts';
import type { Clients } from '../../clients/clients.ts';
import type { ConnectorOffset, LiveConnector } from '../../clients/connect/model.ts';
import { topicsRead } from '../../clients/connect/topics-read.ts';
import { kindOf } from '../../components/kinds.ts';

export type Position = 'earliest' | 'latest' | number;

export interface NewOffsets {
  readonly position: Position;
  readonly topic?: string;
  readonly partition?: number;
}

export function parsePosition(text: string): Position {
  if (text === 'earliest' || text === 'latest') return text;
  const offset = wholeNumberIn(text);
  if (offset !== undefined) return offset;
  throw new UsageError('A position is `earliest`, `latest` or an offset', {
    where: `--to ${text}`,
    hint: 'Such as `--to earliest`, `--to latest` or `--to 500`.',
  });
}

async function ofSink(
  live: LiveConnector,
  { position, topic, partition }: NewOffsets,
  clients: Clients,
): Promise<readonly ConnectorOffset[] | 'forget all'> {
  if (position === 'earliest' && topic === undefined && partition === undefined) return 'forget all';
  const records = await clients.records();
  const read = topicsRead(live.config, await (await clients.admin()).listTopics());
  if (topic !== undefined && !read.includes(topic)) {
    throw new UsageError(`${live.name} does not read ${topic}`, { hint: `It reads ${read.join(', ')}.` });
  }
  const found: ConnectorOffset[] = [];
  for (const name of topic === undefined ? read : [topic]) {
    for (const number of (await records.partitions(name)) ?? []) {
      if (partition !== undefined && number !== partition) continue;
      const { start, end } = await records.bounds(name, number);
      if (typeof position === 'number' && (position < start || position > end)) {
        throw new UsageError(`${name}-${number} has offsets ${start} to ${end}`, { where: `--to ${position}` });
      }
      // Without an offset the sink starts at the beginning of the log, whatever that is by then.
      const offset = position === 'earliest' ? null : { kafka_offset: position === 'latest' ? end : position };
      found.push({ partition: { kafka_topic: name, kafka_partition: number }, offset });
    }
  }
  if (found.length > 0) return found;
  throw new UsageError(`${live.name} reads no partition ${partition ?? ''} of ${topic ?? 'any topic'}`);
}

function ofSource(
  live: LiveConnector,
  { position, topic, partition }: NewOffsets,
): readonly ConnectorOffset[] | 'forget all' {
  if (topic !== undefined || partition !== undefined) {
    throw new UsageError('A source has a position in what it reads, not in topics: leave --topic and --partition out');
  }
  if (position === 'earliest') return 'forget all';
  const offsetsAt = kindOf(live.config)?.offsetsAt;
  if (typeof position === 'number' && offsetsAt !== undefined) return offsetsAt(position);
  throw new RefusedError(`What ${position} means to this source, only the source knows`, {
    where: `connector ${live.name}`,
    hint: '`--to earliest` makes it begin anew.',
  });
}

/**
 * The offsets to set on a connector.
 * @throws UsageError for topics, partitions and offsets that there are not.
 */
export async function newOffsets(
  live: LiveConnector,
  wanted: NewOffsets,
  clients: Clients,
): Promise<readonly ConnectorOffset[] | 'forget all'> {
  return live.type === 'source' ? ofSource(live, wanted) : ofSink(live, wanted, clients);
}
