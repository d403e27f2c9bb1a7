import type { EventContract, Field } from './model.ts';
import { isSingle } from './stored-as.ts';

/** A field that all events of a contract have in common, or one inside of such. */
export interface FieldPath {
  /** From the top of the event down to the field. */
  readonly path: readonly string[];
  readonly field: Field;
  /** Whether every event has a value of it. */
  readonly always: boolean;
}

/**
 * The field that is written so: by its name, or by names with dots between them from the top down. A name that has dots
 * itself comes first. Undefined where there is none.
 */
export function fieldPath({ fields }: EventContract, written: string): FieldPath | undefined {
  const own = Object.hasOwn(fields, written) ? fields[written] : undefined;
  if (own !== undefined) return { path: [written], field: own, always: own.required };
  let inside: EventContract['fields'] = fields;
  let found: FieldPath | undefined;
  for (const name of written.split('.')) {
    const field: Field | undefined = Object.hasOwn(inside, name) ? inside[name] : undefined;
    if (field === undefined) return undefined;
    const always: boolean = field.required && (found?.always ?? true);
    found = { path: [...(found?.path ?? []), name], field, always };
    inside = field.type === 'object' ? field.fields : {};
  }
  return found;
}

/** How every common field of one value may be written, those inside of others too. */
export function singleFields(fields: EventContract['fields'], above = ''): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.type === 'object') return singleFields(field.fields, `${above}${name}.`);
    return isSingle(field) ? [`${above}${name}`] : [];
  });
}
