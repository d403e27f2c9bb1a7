import type { RuleWords } from '../../alerts/words.ts';
import type { Diagnostic } from '../../base/errors.ts';
import { own } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { EventContract, Field, Fields } from '../../language/model.ts';
import { checkChoices, checkRanges, inWords } from './check-bounds.ts';
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
