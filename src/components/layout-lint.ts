import type { Diagnostic } from '../base/errors.ts';
import { conflictingFields } from '../language/conflicting-fields.ts';
import { mistake, type Place } from '../language/diagnostic.ts';
import type { EventContract, TopicDeclaration } from '../language/model.ts';

/** `by-type` needs a union's types. */
export function lintByType(event: EventContract, at: Place): Diagnostic[] {
  if (event.by !== undefined) return [];
  const message = `event \`${event.name}\` is no union, so there are no types to lay out by`;
  return [mistake('no-union', at, message, { hint: 'remove it, or give the event `by` and `types`' })];
}

/** Where all types of a union share columns, a name cannot mean two things. */
export function lintSharedColumns({ map }: TopicDeclaration, event: EventContract): Diagnostic[] {
  return conflictingFields(event).map(({ field, types: [one, other] }) => {
    const written = (type: string): Place => ({
      map,
      pointer: ['events', event.name, 'types', type, field],
      part: 'key',
    });
    const message = `\`${field}\` of \`${other}\` cannot share a column with \`${field}\` of \`${one}\``;
    return mistake('conflicting-columns', written(other), message, {
      hint: 'use `layout: by-type` in the sink, or rename one of the fields',
      related: { place: written(one), message: `the \`${field}\` of \`${one}\`` },
    });
  });
}
