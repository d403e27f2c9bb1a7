import type { EventContract } from '../../language/model.ts';
import { encodeCoordinates } from './canonical.ts';
import { encodeColumns } from './coordinates.ts';
import { exactText } from './exact-text.ts';
import { ExpectedRows } from './expected.ts';
import type { RowFormat } from './row-format.ts';

/** Rows of typed columns, worked out by the contract; undefined where there is none. */
export function typedRows(contract: EventContract | undefined, stored: RowFormat['stored']): RowFormat | undefined {
  if (contract === undefined) return undefined;
  const rows = new ExpectedRows(contract);
  return {
    expected(value, origin, beside) {
      const row = rows.row(exactText(value));
      if (typeof beside !== 'boolean') return row + encodeColumns(beside, origin);
      return beside ? row + encodeCoordinates(origin.partition, origin.offset) : row;
    },
    stored,
  };
}
