import type { ConnectClient } from '../../clients/connect/client.ts';
import { kinds } from '../../components/kinds.ts';
import type { DesiredConnector } from '../compile/desired.ts';

/** How far the finite sources are, all together, in records. */
export interface Produced {
  readonly records: number;
  readonly expected: number;
  /** Names of the sources that never end. */
  readonly endless: readonly string[];
}

/**
 * Reads the offsets of those sources of `connectors` that end by themselves. Their task commits offsets with the
 * records, so a count here is a count of committed records.
 */
export async function readProduced(connectors: readonly DesiredConnector[], connect: ConnectClient): Promise<Produced> {
  let records = 0;
  let expected = 0;
  const endless: string[] = [];
  for (const { name, role, kind, declaration } of connectors) {
    if (role !== 'source') continue;
    const { end } = kinds.named(kind);
    const count = end?.expected(declaration);
    if (end === undefined || count === undefined) {
      endless.push(name);
      continue;
    }
    expected += count;
    records += Math.min(count, end.written(await connect.offsets(name)));
  }
  return { records, expected, endless };
}
