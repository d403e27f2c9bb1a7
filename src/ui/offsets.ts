import { printable } from '../base/text/printable.ts';
import { table } from '../base/text/table.ts';
import type { ConnectorOffset } from '../clients/connect/model.ts';

/** One line per partition: of sinks topic, partition and offset, of sources what the connector itself calls them. */
export function renderOffsets(offsets: readonly ConnectorOffset[]): string {
  if (offsets.length === 0) return '';
  const rows = offsets.map(({ partition, offset }) => {
    const { kafka_topic: topic, kafka_partition: number } = partition;
    const place = topic === undefined ? JSON.stringify(partition) : `${topic}-${number}`;
    const position = topic === undefined ? JSON.stringify(offset) : String(offset?.kafka_offset ?? '');
    return [printable(place), printable(position)];
  });
  return table([{ title: 'PARTITION' }, { title: 'OFFSET' }], rows.sort());
}
