import { isDeepStrictEqual } from 'node:util';
import { own } from '../../base/values.ts';
import type { EventContract, Field, Fields } from '../model.ts';
import { storedAs } from '../stored-as.ts';
import { type Direction, limitChanges } from './limits.ts';

/**
 * What a change of a contract means for those who use what was stored under the former one. `compatible`: every reader
 * goes on as before. `widening`: everything old is still right, and readers may meet values that they never met.
 * `breaking`: records that were stored so far become dead letters, or readers no longer get what they got.
 */
export type Effect = 'compatible' | 'widening' | 'breaking';

/** What becomes of a field's column, or of its place in lines: what readers see depends on it alone. */
export type Column = 'same' | 'added' | 'removed' | 'retyped' | 'reread';

/** One changed field of an event. */
export interface FieldChange {
  /** `price`, `achat.price` of one type of a union, `header.at`; empty: the event itself. */
  readonly field: string;
  /** What changed, such as `is required no longer`. */
  readonly what: string;
  readonly column: Column;
  /** What becomes of the values that it takes. */
  readonly takes: Direction;
  readonly effect: Effect;
}

/** Every difference of two contracts that matters to what is stored. Pure. */
export function contractChanges(before: EventContract, after: EventContract): readonly FieldChange[] {
  return [
    ...ofEvent(before, after),
    ...ofFields(before.fields, after.fields, '', before.unknown, after.unknown),
    ...ofTypes(before, after),
  ];
}

const change = (field: string, what: string, column: Column, takes: Direction, effect: Effect): FieldChange => ({
  field,
  what,
  column,
  takes,
  effect,
});

function ofEvent(before: EventContract, after: EventContract): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  if (before.unknown !== after.unknown) {
    const keeps = after.unknown === 'keep';
    const what = keeps ? 'fields that it does not know are kept in _rest' : 'fields that it does not know are rejected';
    changes.push(
      change('_rest', what, keeps ? 'added' : 'removed', keeps ? 'more' : 'fewer', keeps ? 'widening' : 'breaking'),
    );
  }
  if (before.timezone !== after.timezone) {
    const what = `times without a zone are read in ${after.timezone ?? 'UTC'}, no longer in ${before.timezone ?? 'UTC'}`;
    changes.push(change('', what, 'reread', 'same', 'breaking'));
  }
  if (before.by !== after.by)
    changes.push(change('', 'types are told apart by another field', 'reread', 'fewer', 'breaking'));
  if (before.change !== after.change || !isDeepStrictEqual(before.aliases ?? {}, after.aliases ?? {})) {
    changes.push(change('', 'values are read in another way', 'reread', 'same', 'breaking'));
  }
  return changes;
}

function ofTypes({ types: old = {}, unknown: was }: EventContract, { types: now = {}, unknown: is }: EventContract) {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return names.flatMap((name): readonly FieldChange[] => {
    const [before, after] = [own(old, name), own(now, name)];
    if (before === undefined) return [change(name, 'is a new type', 'added', 'more', 'compatible')];
    if (after === undefined) return [change(name, 'is no type any more', 'removed', 'fewer', 'breaking')];
    return ofFields(before, after, `${name}.`, was, is);
  });
}

function ofFields(before: Fields, after: Fields, path: string, was: string, is: string): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name): readonly FieldChange[] => {
    const [old, now] = [own(before, name), own(after, name)];
    const field = `${path}${name}`;
    if (old !== undefined && now !== undefined) return ofField(field, old, now, was, is);
    if (now !== undefined) {
      return now.required
        ? [change(field, 'is new, and required', 'added', 'fewer', 'breaking')]
        : [
            change(
              field,
              'is new',
              'added',
              was === 'keep' ? 'fewer' : 'more',
              was === 'keep' ? 'widening' : 'compatible',
            ),
          ];
    }
    const what = is === 'keep' ? 'is gone: its values go to _rest' : 'is gone: records that have it are rejected';
    return [change(field, what, 'removed', is === 'keep' ? 'same' : 'fewer', 'breaking')];
  });
}

function ofField(field: string, old: Field, now: Field, was: string, is: string): readonly FieldChange[] {
  const presence = ofPresence(field, old, now);
  if (old.type === 'object' && now.type === 'object') {
    return [...presence, ...ofFields(old.fields, now.fields, `${field}.`, was, is)];
  }
  if (old.type === 'array' && now.type === 'array') {
    return [...presence, ...ofLimits(field, old, now), ...ofField(`${field}[]`, old.items, now.items, was, is)];
  }
  if (old.type === 'map' && now.type === 'map')
    return [...presence, ...ofField(`${field}{}`, old.values, now.values, was, is)];
  if (old.type !== now.type || !isDeepStrictEqual(storedAs(old), storedAs(now))) {
    const what = `${typeText(old)} → ${typeText(now)}`;
    const isWider = old.type === 'integer' && now.type === 'number';
    return [...presence, change(field, what, 'retyped', isWider ? 'more' : 'fewer', 'breaking')];
  }
  return [...presence, ...ofLimits(field, old, now)];
}

function ofPresence(field: string, old: Field, now: Field): readonly FieldChange[] {
  if (old.required === now.required) return [];
  return now.required
    ? [change(field, 'is required now', 'same', 'fewer', 'breaking')]
    : [change(field, 'is required no longer', 'same', 'more', 'widening')];
}

function ofLimits(field: string, old: Field, now: Field): readonly FieldChange[] {
  return limitChanges(old, now).map(({ what, direction }) => {
    // the same number in another unit is another moment
    const isReread = what.startsWith('format ') && storedAs(now).kind === 'time';
    if (isReread) return change(field, what, 'reread', 'fewer', 'breaking');
    return change(field, what, 'same', direction, direction === 'more' ? 'widening' : 'breaking');
  });
}

/** `integer`, `string date-time`, `number of 2 decimals`. */
function typeText(field: Field): string {
  const format = 'format' in field && field.format !== undefined ? ` ${field.format}` : '';
  const decimals = 'decimals' in field && field.decimals !== undefined ? ` of ${field.decimals} decimals` : '';
  return `${field.type}${format}${decimals}`;
}
