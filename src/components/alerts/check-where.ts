import type { RuleWords } from '../../alerts/words.ts';
import type { Diagnostic } from '../../base/errors.ts';
import { own, type Values } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { EventContract, Field, Fields } from '../../language/model.ts';
import type { At } from './check-shape.ts';
import { fieldsOf } from './event-fields.ts';

const ofNumbers = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const keywordsOf: Readonly<Record<Field['type'], readonly string[]>> = {
  string: ['const', 'enum', 'minLength', 'maxLength'],
  number: ['const', 'enum', ...ofNumbers],
  integer: ['const', 'enum', ...ofNumbers],
  boolean: ['const', 'enum'],
  array: ['minItems', 'maxItems'],
  object: [],
  map: [],
  any: ['const', 'enum'],
};
const inWords: Readonly<Record<Field['type'], string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  map: 'an object',
  any: 'any value',
};

/** Every condition must be one that the field's values can meet. */
export function checkWhere({ where, type }: RuleWords, event: EventContract, at: At): Diagnostic[] {
  const fields = fieldsOf(event, type);
  return where.flatMap(([name, bounds]) => {
    const field = own(fields, name);
    if (field === undefined) return [unknownField(name, type, event, fields, at)];
    const place = (...path: readonly (string | number)[]) => at(['where', name, ...path]);
    const wrong = Object.keys(bounds).filter((keyword) => !keywordsOf[field.type].includes(keyword));
    if (wrong.length > 0) {
      return wrong.map((keyword) =>
        mistake(
          'bad-condition',
          { ...place(keyword), part: 'key' },
          `\`${keyword}\` says nothing about ${inWords[field.type]}, which \`${name}\` is`,
          {
            hint: hintFor(field),
          },
        ),
      );
    }
    const values = name === event.by ? typeNames(event) : 'enum' in field ? field.enum?.map(String) : undefined;
    return [...checkChoices(bounds, name, field, values, place), ...checkRanges(bounds, name, place)];
  });
}

function hintFor({ type }: Field): string {
  const known = keywordsOf[type];
  return known.length === 0
    ? 'conditions are about fields that hold one value, or a list'
    : `choose from: ${known.join(', ')}`;
}

const typeNames = ({ types = {} }: EventContract): readonly string[] => Object.keys(types);

function unknownField(
  name: string,
  type: string | undefined,
  event: EventContract,
  fields: Fields,
  at: At,
): Diagnostic {
  const owners = Object.entries(event.types ?? {}).filter(([, own]) => Object.hasOwn(own, name));
  const [owner] = owners.map(([one]) => one);
  const hint =
    type === undefined && owner !== undefined
      ? `say \`type: ${owner}\`: only such events have it`
      : meant(name, Object.keys(fields), 'field');
  const whose = type === undefined ? `all of event \`${event.name}\` have` : `\`${type}\` has`;
  return mistake('unknown-field', at(['where', name], 'key'), `\`${name}\` is no field that ${whose}`, { hint });
}

type PlaceOf = (...path: readonly (string | number)[]) => ReturnType<At>;

/** A value of another type, or one that the contract does not allow, is never met. */
function checkChoices(
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

function checkRanges(bounds: Values, name: string, place: PlaceOf): Diagnostic[] {
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
