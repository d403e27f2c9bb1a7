import type { EventContract, Field, Fields } from './model.ts';

/** What stands as the `event` of a topic whose contract was derived from a subject: that, with its version. */
export function writtenSubject({ encoding, timezone, unknown }: EventContract) {
  if (encoding?.version === undefined) return undefined;
  return {
    registry: encoding.subject,
    version: encoding.version,
    ...(timezone === undefined ? {} : { timezone }),
    ...(unknown === 'keep' ? {} : { unknown }),
  };
}

/** What stands under a name of `events:` so that it is read as this contract, which is none of change events. Pure. */
export function writtenContract({ name: _, encoding: _topics, by, fields, types, unknown, ...more }: EventContract) {
  const told = by === undefined ? undefined : fields[by];
  // The field that tells types apart need not be declared when it is any text.
  const implied = told?.type === 'string' && told.required && Object.keys(told).length === 2;
  const common = Object.entries(fields).filter(([name]) => !(implied && name === by));
  return {
    ...(by === undefined ? {} : { by }),
    ...more,
    ...(unknown === 'keep' ? {} : { unknown }),
    fields: writtenFields(Object.fromEntries(common)),
    ...(types === undefined
      ? {}
      : { types: Object.fromEntries(Object.entries(types).map(([type, own]) => [type, writtenFields(own)])) }),
  };
}

const writtenFields = (fields: Fields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [field.required ? name : `${name}?`, writtenField(field, '')]),
  );

/** `mark`: behind the type of an item that may be null, which has no name to carry it. */
function writtenField({ required: _, ...field }: Field, mark: '' | '?'): unknown {
  if (field.type === 'array') {
    const { type: _type, items, ...more } = field;
    return { items: writtenField(items, items.required ? '' : '?'), ...more };
  }
  if (field.type === 'map') return { values: writtenField(field.values, field.values.required ? '' : '?') };
  if (field.type === 'object') {
    const { type: _type, fields, ...more } = field;
    return { fields: writtenFields(fields), ...more };
  }
  const { type, ...more } = field;
  return Object.keys(more).length === 0 ? `${type}${mark}` : { type: `${type}${mark}`, ...more };
}
