import type { Diagnostic } from '../../base/errors.ts';
import { mistake, type Place } from '../../language/diagnostic.ts';
import type { Field, Fields, Pointer } from '../../language/model.ts';
import { misfit } from './fit.ts';

/** Finds the place of a pointer relative to what is being looked at. */
export type PlaceOf = (pointer: Pointer, part?: 'key' | 'value') => Place;

/** One hint as it would be used: for which field, beside which others. */
export interface HintUse {
  readonly hint: unknown;
  readonly field: Field;
  /** The fields it may refer to. */
  readonly scope: Fields;
  /** The hint of a field of the scope. */
  hintOf(name: string): unknown;
  /** The discriminator and the types that are made of the event, when it is a union. */
  readonly union?: { readonly by: string; readonly types: readonly string[] };
  readonly place: PlaceOf;
}

/** The use of a hint that stands inside this one. */
export function inside(use: HintUse, hint: unknown, field: Field, ...steps: string[]): HintUse {
  return { ...use, hint, field, place: (pointer, part) => use.place([...steps, ...pointer], part) };
}

/** Says so when the field's contract refuses `value`. */
export function lintFit(use: HintUse, value: unknown, pointer: Pointer, part?: 'key' | 'value'): Diagnostic[] {
  const reason = misfit(use.field, value);
  if (reason === undefined) return [];
  const message = `\`${value}\` breaks the contract of the event: it ${reason}`;
  return [mistake('datagen-contract', use.place(pointer, part), message)];
}
