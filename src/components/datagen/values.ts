import type { Diagnostic } from '../../base/errors.ts';
import { entriesOf, text, type Values } from '../../base/values.ts';
import { mistake } from '../../language/diagnostic.ts';
import type { ArrayField, Field, Pointer } from '../../language/model.ts';
import { type HintUse, lintFit } from './use.ts';

/** `constant`, `choice`, `range`, `ids`, `sequence`: can the field hold what they make? */
export function lintValues(use: HintUse, hint: Values, generator: string): Diagnostic[] {
  switch (generator) {
    case 'constant':
      return lintFit(use, hint.constant, ['constant']);
    case 'choice':
      return Array.isArray(hint.choice)
        ? hint.choice.flatMap((value, index) => lintFit(use, value, ['choice', index]))
        : entriesOf(hint.choice).flatMap(([key]) => lintFit(use, typed(key, use.field), ['choice', key], 'key'));
    case 'range':
      return lintRange(use, hint.range, ['range']);
    case 'ids':
      return lintNumbers(use, hint, [hint.ids].flat(), ['ids']);
    case 'sequence':
      return lintNumbers(use, hint, [hint.sequence], []);
    default:
      return [];
  }
}

/** `[lowest, highest]`, each of which the field must be able to hold. */
export function lintRange(use: HintUse, range: unknown, pointer: Pointer): Diagnostic[] {
  const ends: unknown[] = [range].flat();
  return [...inOrder(use, ends, pointer), ...ends.flatMap((end, index) => lintFit(use, end, [...pointer, index]))];
}

/** Numbers as they will be written, alone or in the text of `as`. */
function lintNumbers(use: HintUse, hint: Values, numbers: readonly unknown[], pointer: Pointer): Diagnostic[] {
  const { field, place } = use;
  const isText = field.type === 'string';
  if (Object.hasOwn(hint, 'as') && !isText) {
    return [
      mistake('datagen-type', place(['as'], 'key'), `\`as\` is for strings, and the field is of type ${field.type}`),
    ];
  }
  const pattern = /^([^{}]*)\{(0*)\}([^{}]*)$/.exec(text(hint.as) ?? '{}');
  if (pattern === null) {
    return [mistake('datagen-as', place(['as']), 'it needs exactly one {} where the number stands, as in "user{}"')];
  }
  const [, before, zeros, after] = pattern;
  const written = (number: unknown) => `${before}${String(number).padStart(zeros?.length ?? 0, '0')}${after}`;
  const misfits = numbers.flatMap((number, index) =>
    lintFit(use, isText ? written(number) : number, pointer.length === 0 ? ['sequence'] : [...pointer, index]),
  );
  return [...inOrder(use, numbers, pointer), ...misfits];
}

/** How many items, one number or two, against what the contract allows. */
export function lintLength(use: HintUse, length: unknown, { minItems = 0, maxItems }: ArrayField): Diagnostic[] {
  const counts: unknown[] = length === undefined ? [] : [length].flat();
  const beyond = counts.filter((count) => Number(count) < minItems || Number(count) > (maxItems ?? Number.MAX_VALUE));
  const limits = `${minItems} to ${maxItems ?? 'any number of'} items`;
  return [
    ...inOrder(use, counts, ['length']),
    ...beyond.map((count) =>
      mistake('datagen-contract', use.place(['length']), `${count} breaks the contract of the event: ${limits}`),
    ),
  ];
}

function inOrder({ place }: HintUse, ends: readonly unknown[], pointer: Pointer): Diagnostic[] {
  if (ends.length < 2 || Number(ends[0]) <= Number(ends[1])) return [];
  return [
    mistake('datagen-range', place(pointer), `${ends[0]} is above ${ends[1]}`, {
      hint: `write \`[${ends[1]}, ${ends[0]}]\``,
    }),
  ];
}

/** A mapping's key as the value it stands for. */
function typed(key: string, field: Field): unknown {
  if (field.type === 'integer' || field.type === 'number') return Number(key);
  return field.type === 'boolean' && ['true', 'false'].includes(key) ? key === 'true' : key;
}
