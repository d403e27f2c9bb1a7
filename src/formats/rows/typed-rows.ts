import type { EventContract } from '../../language/model.ts';
import { encodeCoordinates } from './canonical.ts';
import { exactText } from './exact-text.ts';
import { ExpectedRows } from './expected.ts';
import type { RowFormat } from './row-format.ts';

/** Rows of typed columns, worked out by the contract; undefined where there is none. */
export function typedRows(contract: EventContract | undefined, stored: RowFormat['stored']): RowFormat | undefined {
  if (contract === undefined) return undefined;
  const rows = new ExpectedRows(contract);
  return {
    expected(value, { partition, offset }, coordinates) {
      const row = rows.row(exactText(value));
      return coordinates ? row + encodeCoordinates(partition, offset) : row;
    },
    stored,
  };
}
