import type { Diagnostic } from '../../base/errors.ts';
import { isRecord, member, text, type Values } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { Pointer } from '../../language/model.ts';
import type { HintUse } from './use.ts';

const besideCases = ['by', 'otherwise', 'present'];

/** Says so when `name` is no field of the same event. */
export function lintReference({ scope, place }: HintUse, name: unknown, pointer: Pointer): Diagnostic[] {
  if (typeof name !== 'string' || Object.hasOwn(scope, name)) return [];
  const hint = meant(name, Object.keys(scope), 'field');
  return [mistake('datagen-field', place(pointer), `the event has no field \`${name}\``, { hint })];
}

/** `per` and `taste: { of }` need a field with a number behind it. */
export function lintNumbered(use: HintUse, name: unknown, pointer: Pointer): Diagnostic[] {
  const unknown = lintReference(use, name, pointer);
  if (unknown.length > 0 || typeof name !== 'string') return unknown;
  const hint = use.hintOf(name);
  const numbered = ['ids', 'sequence'].some((word) => member(hint, word) !== undefined) && !isDerived(hint);
  if (numbered || casesOf(use, name) !== undefined) return [];
  const message = `\`${name}\` has no numbers to go by`;
  return [mistake('datagen-reference', use.place(pointer), message, { hint: 'give it ids, a sequence or a choice' })];
}

/** `{ by: FIELD, CASE: hint, … }`: every case of the field once, or `otherwise`. */
export function lintCases(use: HintUse, hint: Values): Diagnostic[] {
  const unknown = lintReference(use, hint.by, ['by']);
  const name = text(hint.by);
  if (unknown.length > 0 || name === undefined) return unknown;
  const cases = casesOf(use, name);
  if (cases === undefined) {
    const message = `\`${name}\` has no cases to choose by`;
    return [mistake('datagen-reference', use.place(['by']), message, { hint: 'give it a choice or a taste' })];
  }
  const strangers = Object.keys(hint).filter((key) => !besideCases.includes(key) && !cases.includes(key));
  const missing = Object.hasOwn(hint, 'otherwise') ? [] : cases.filter((key) => !Object.hasOwn(hint, key));
  return [
    ...strangers.map((key) =>
      mistake('datagen-case', use.place([key], 'key'), `\`${name}\` is never \`${key}\``, {
        hint: meant(key, cases, 'case'),
      }),
    ),
    ...(missing.length === 0
      ? []
      : [
          mistake('datagen-case', use.place(['by']), `nothing is said for ${missing.join(', ')}`, {
            hint: 'add them, or `otherwise`',
          }),
        ]),
  ];
}

/** What the values of a field are called where others are chosen by it. */
function casesOf({ scope, hintOf, union }: HintUse, name: string): readonly string[] | undefined {
  if (union !== undefined && name === union.by) return union.types;
  const hint = hintOf(name);
  if (isRecord(hint) && Object.keys(hint).some((word) => word !== 'present')) {
    if (isDerived(hint)) return undefined;
    if (member(hint, 'taste') !== undefined) return ['inside', 'outside'];
    const { choice } = hint;
    return Array.isArray(choice) ? choice.map(String) : isRecord(choice) ? Object.keys(choice) : undefined;
  }
  const field = Array.isArray(hint) || !Object.hasOwn(scope, name) ? undefined : scope[name];
  if (field?.type === 'boolean') return ['false', 'true'];
  return field !== undefined && 'enum' in field ? field.enum?.map(String) : undefined;
}

const isDerived = (hint: unknown): boolean => member(hint, 'by') !== undefined || member(hint, 'per') !== undefined;
