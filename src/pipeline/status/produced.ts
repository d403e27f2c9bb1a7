import type { ConnectClient } from '../../clients/connect/client.ts';
import { kindNamed } from '../../components/index.ts';
import type { DesiredConnector } from '../compile/desired.ts';

/** How far the finite sources are, all together, in records. */
export interface Produced {
  readonly records: number;
  readonly expected: number;
  /** Names of the sources that never end. */
  readonly endless: readonly string[];
}

/**
 * Reads the offsets of those sources of `connectors` that end by themselves. Their task commits offsets with the records, so a
 * count here is a count of committed records.
 */
export async function readProduced(connectors: readonly DesiredConnector[], connect: ConnectClient): Promise<Produced> {
  let records = 0;
  let expected = 0;
  const endless: string[] = [];
  for (const { name, role, kind, declaration } of connectors) {
    if (role !== 'source') continue;
    const count = kindNamed(kind).expectedRecords?.(declaration);
    if (count === undefined) {
      endless.push(name);
      continue;
    }
    expected += count;
    const offsets = await connect.offsets(name);
    const written = offsets.reduce((sum, { offset }) => sum + Number(offset?.n ?? 0), 0);
    records += Math.min(count, written);
  }
  return { records, expected, endless };
}
