import { MovingRow } from './moving-row.ts';
import type { NaiveRow } from './row.ts';
import type { Timeline } from './timeline.ts';

/** Counts that are kept in all rows together: some hundred MB. */
const KEPT = 3_000_000;

const nothing: NaiveRow = { pairs: new Map(), sequences: new Map() };

/**
 * Rows as of any log offset; each is valid until the same item is asked for again. The model of sessions keeps none.
 * Neighbouring offsets are the cheap ones: rows stay where they were asked for, those used longest ago are let go.
 */
export function rowsOf(timeline: Timeline, model: 'items' | 'sessions' | undefined) {
  const rows = new Map<string, MovingRow>();
  let kept = 0;
  return (item: string, before: number): NaiveRow => {
    if (model === 'sessions') return nothing;
    const row = rows.get(item) ?? new MovingRow(timeline, item);
    kept -= row.size;
    rows.delete(item);
    row.move(before);
    kept += row.size;
    for (const [oldest, { size }] of rows) {
      if (kept <= KEPT) break;
      kept -= size;
      rows.delete(oldest);
    }
    rows.set(item, row);
    return row;
  };
}
