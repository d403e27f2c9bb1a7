import type { Diagnostic } from '../../base/errors.ts';
import { entriesOf, isRecord, member, numbersOf, text, type Values } from '../../base/values.ts';
import { mistake } from '../../language/diagnostic.ts';
import type { Field } from '../../language/model.ts';
import { generators } from './generators.ts';
import { lintCases, lintNumbered, lintReference } from './references.ts';
import { type HintUse, inside } from './use.ts';
import { lintLength, lintRange, lintValues } from './values.ts';

/** What is wrong with a hint, valid against its schema, for the field it is for. */
export function lintHint(use: HintUse): Diagnostic[] {
  const { hint, field, place } = use;
  if (Array.isArray(hint)) {
    const numeric = { ...use, field: numberIn(field) };
    const mistyped = lintType(numeric, 'range', 'a range');
    return mistyped.length > 0 ? mistyped : lintRange(numeric, hint, []);
  }
  if (!isRecord(hint)) return [];
  const { present, ...rest } = hint;
  const always =
    present !== undefined && field.required
      ? [mistake('datagen-present', place(['present'], 'key'), 'the event requires this field: it is always there')]
      : [];
  return [...always, ...(Object.keys(rest).length === 0 ? [] : lintGenerator(use, rest))];
}

function lintGenerator(use: HintUse, hint: Values): Diagnostic[] {
  const name = Object.keys(generators).find((word) => Object.hasOwn(hint, word));
  if (name === undefined) {
    const hintText = `add one of: ${Object.keys(generators).join(', ')}`;
    return [mistake('datagen-words', use.place([]), 'this says not how the field is made', { hint: hintText })];
  }
  if (name === 'by') return [...lintCases(use, hint), ...lintBranches(use, hint)];
  if (name === 'per') {
    const { per, every: _, ...rest } = hint;
    const each = Object.keys(rest).length === 0 ? [] : lintGenerator(use, rest);
    return [...lintNumbered(use, per, ['per']), ...each];
  }
  const strangers = Object.keys(hint).filter((word) => word !== name && !generators[name]?.beside.includes(word));
  const unfit = strangers.map((word) =>
    mistake('datagen-words', use.place([word], 'key'), `\`${word}\` does not go with \`${name}\``),
  );
  const filled = name === 'range' ? { ...use, field: numberIn(use.field) } : use;
  const mistyped = lintType(filled, name, `\`${name}\``);
  return [...unfit, ...(mistyped.length > 0 ? mistyped : lintContent(filled, hint, name))];
}

/** The number that a text of the format decimal is; any other field as it is. */
function numberIn(field: Field): Field {
  if (field.type !== 'string' || field.format !== 'decimal') return field;
  const { required, decimals = 0 } = field;
  return {
    type: 'number',
    required,
    decimals,
    ...numbersOf({ ...field }, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']),
  };
}

function lintBranches(use: HintUse, hint: Values): Diagnostic[] {
  return entriesOf(hint)
    .filter(([key]) => key !== 'by')
    .flatMap(([key, branch]) => lintHint(inside(use, branch, use.field, key)));
}

function lintType({ field, place }: HintUse, name: string, words: string): Diagnostic[] {
  const fitting = generators[name]?.types;
  if (fitting === undefined || fitting.includes(field.type)) return [];
  const message = `${words} is for fields of type ${fitting.join(', ')}, and this one is of type ${field.type}`;
  return [mistake('datagen-type', place([]), message)];
}

function lintContent(use: HintUse, hint: Values, name: string): Diagnostic[] {
  const { field } = use;
  if (name === 'template') {
    const named = [...(text(hint.template) ?? '').matchAll(/\{([^{}]+)\}/g)];
    return named.flatMap(([, reference]) => lintReference(use, reference, ['template']));
  }
  if (name === 'items' && field.type === 'array') {
    return [...lintLength(use, hint.length, field), ...lintHint(inside(use, hint.items, field.items, 'items'))];
  }
  if (name === 'fields' && field.type === 'object') {
    return entriesOf(hint.fields).flatMap(([key, inner]) => {
      const own = Object.hasOwn(field.fields, key) ? field.fields[key] : undefined;
      if (own !== undefined) return lintHint(inside(use, inner, own, 'fields', key));
      return [mistake('datagen-field', use.place(['fields', key], 'key'), `the object has no field \`${key}\``)];
    });
  }
  if (name === 'fields' && field.type === 'map') {
    return entriesOf(hint.fields).flatMap(([key, inner]) => lintHint(inside(use, inner, field.values, 'fields', key)));
  }
  return [...lintValues(use, hint, name), ...(hint.taste === undefined ? [] : lintTaste(use, hint))];
}

function lintTaste(use: HintUse, hint: Values): Diagnostic[] {
  const [first, last] = Array.isArray(hint.ids) ? hint.ids : [0, 0];
  const size = Number(last) - Number(first) + 1;
  const clusters = Number(member(hint.taste, 'clusters'));
  const preferred = Number(member(hint.taste, 'preferred'));
  const wrong = (word: string, message: string) => mistake('datagen-taste', use.place(['taste', word]), message);
  return [
    ...lintNumbered(use, member(hint.taste, 'of'), ['taste', 'of']),
    ...(clusters > size ? [wrong('clusters', `${clusters} clusters, but only ${size} ids`)] : []),
    ...(preferred > clusters ? [wrong('preferred', `${preferred} preferred of ${clusters} clusters`)] : []),
  ];
}
