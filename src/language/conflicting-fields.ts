import { canonicalJson } from '../base/canonical.ts';
import type { EventContract, Field } from './model.ts';
import { storedAs } from './stored-as.ts';

/** One field name that two types of a union use for different things: it cannot be one column. */
export interface FieldConflict {
  readonly field: string;
  readonly types: readonly [string, string];
}

/** The conflicts between the types of a union; none where the event is no union. */
export function conflictingFields({ types = {} }: EventContract): FieldConflict[] {
  const first = new Map<string, { readonly type: string; readonly shape: string }>();
  const conflicts: FieldConflict[] = [];
  for (const [type, fields] of Object.entries(types)) {
    for (const [name, field] of Object.entries(fields)) {
      const shape = canonicalJson(columnOf(field));
      const other = first.get(name);
      if (other === undefined) first.set(name, { type, shape });
      else if (other.shape !== shape) conflicts.push({ field: name, types: [other.type, type] });
    }
  }
  return conflicts;
}

/** What decides a field's column, down to its last member. */
function columnOf(field: Field): unknown {
  const stored = storedAs(field);
  switch (stored.kind) {
    case 'list':
      return { ...stored, items: columnOf(stored.items) };
    case 'map':
      return { ...stored, values: columnOf(stored.values) };
    case 'group':
      return {
        ...stored,
        fields: Object.fromEntries(Object.entries(stored.fields).map(([name, inner]) => [name, columnOf(inner)])),
      };
    default:
      return stored;
  }
}
