import type { Diagnostic } from '../../base/errors.ts';
import type { Values } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { Field } from '../../language/model.ts';
import type { At } from './check-shape.ts';

export const inWords: Readonly<Record<Field['type'], string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  map: 'an object',
  any: 'any value',
};

type PlaceOf = (...path: readonly (string | number)[]) => ReturnType<At>;

/** A value of another type, or one that the contract does not allow, is never met. */
export function checkChoices(
  bounds: Values,
  name: string,
  field: Field,
  allowed: readonly string[] | undefined,
  place: PlaceOf,
): Diagnostic[] {
  const listed = Array.isArray(bounds.enum)
    ? bounds.enum.map((value, index) => ({ value, at: place('enum', index) }))
    : [];
  const all = [...(bounds.const === undefined ? [] : [{ value: bounds.const, at: place('const') }]), ...listed];
  return all.flatMap(({ value, at }) => {
    const isOfType =
      field.type === 'any' || (field.type === 'integer' ? Number.isInteger(value) : typeof value === field.type);
    if (!isOfType)
      return [mistake('bad-condition', at, `\`${name}\` is ${inWords[field.type]}, and never \`${value}\``)];
    if (allowed === undefined || allowed.includes(String(value))) return [];
    return [
      mistake('bad-condition', at, `\`${name}\` is never \`${value}\``, {
        hint: meant(String(value), allowed, 'value'),
      }),
    ];
  });
}

/** Bounds between which nothing lies are never met. */
export function checkRanges(bounds: Values, name: string, place: PlaceOf): Diagnostic[] {
  const pairs = [
    ['minimum', 'maximum', false],
    ['minimum', 'exclusiveMaximum', true],
    ['exclusiveMinimum', 'maximum', true],
    ['exclusiveMinimum', 'exclusiveMaximum', true],
    ['minLength', 'maxLength', false],
    ['minItems', 'maxItems', false],
  ] as const;
  return pairs.flatMap(([low, high, strict]) => {
    const [least, most] = [bounds[low], bounds[high]];
    if (typeof least !== 'number' || typeof most !== 'number' || (strict ? least < most : least <= most)) return [];
    return [mistake('empty-range', place(high), `no \`${name}\` has \`${low}: ${least}\` and \`${high}: ${most}\``)];
  });
}
