import type { Diagnostic } from '../base/errors.ts';
import { type Place, warning } from './diagnostic.ts';

/** Names of fields that differ in case only: engines of SQL take them for one column. */
export function alikeNames(fields: readonly { readonly name: string; readonly place: Place }[]): Diagnostic[] {
  const first = new Map<string, (typeof fields)[number]>();
  return fields.flatMap((field) => {
    const key = field.name.toLowerCase();
    const other = first.get(key);
    if (other === undefined) first.set(key, field);
    if (other === undefined || other.name === field.name) return [];
    const message = `\`${field.name}\` and \`${other.name}\` differ in case only`;
    const hint = 'rename one: engines of SQL take them for one column';
    return [
      warning('alike-fields', field.place, message, {
        hint,
        related: { place: other.place, message: 'the other one' },
      }),
    ];
  });
}
