import { printable } from '../base/text/printable.ts';
import { table } from '../base/text/table.ts';
import type { ConnectorOffset } from '../clients/connect/model.ts';
import type { SinkPosition } from '../pipeline/status/sink-positions.ts';

/** Of sinks topic, partition and offset, of sources what the connector itself calls them; by partition. */
export function offsetTexts(
  offsets: readonly ConnectorOffset[],
): readonly (readonly [place: string, offset: string])[] {
  const rows = offsets.map(({ partition, offset }) => {
    const { kafka_topic: topic, kafka_partition: number } = partition;
    const place = topic === undefined ? JSON.stringify(partition) : `${topic}-${number}`;
    const position = topic === undefined ? JSON.stringify(offset) : String(offset?.kafka_offset ?? 'none');
    return [printable(place), printable(offset === null ? 'none' : position)] as const;
  });
  return rows.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One line per partition. */
export function renderOffsets(offsets: readonly ConnectorOffset[]): string {
  if (offsets.length === 0) return '';
  return table([{ title: 'PARTITION' }, { title: 'OFFSET' }], offsetTexts(offsets));
}

/** Where a sink goes on in each partition; `commits` only where the sink keeps such. */
export function renderPositions(positions: readonly SinkPosition[]): string {
  if (positions.length === 0) return '';
  const withCommits = positions.some(({ commits }) => commits !== null);
  const columns = [
    { title: 'PARTITION' },
    { title: 'CONNECT' },
    ...(withCommits ? [{ title: 'COMMITS' }] : []),
    { title: 'CONTINUES AT' },
  ];
  const rows = positions.map(({ topic, partition, connect, commits, continuesAt }) => [
    printable(`${topic}-${partition}`),
    String(connect ?? 'none'),
    ...(withCommits ? [String(commits ?? 'none')] : []),
    String(continuesAt ?? 'the oldest record'),
  ]);
  return table(columns, rows);
}
