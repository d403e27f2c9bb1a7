import { own } from '../../base/values.ts';
import type { EventContract, Field, Fields } from '../../language/model.ts';

/** The type of the union that a word means: an alias is the type that it is stored as. */
export const storedType = ({ aliases = {} }: EventContract, type: string): string => own(aliases, type) ?? type;

/** The fields that every event of a rule has: with `type`, those of that type as well. */
export const fieldsOf = (event: EventContract, type: string | undefined): Fields => ({
  ...event.fields,
  ...(type === undefined ? {} : own(event.types ?? {}, storedType(event, type))),
});

type TimeFormat = 'date' | 'date-time' | 'local-date-time';

/** The format of a field that is a time. */
export function timeFormatOf(field: Field | undefined): TimeFormat | undefined {
  const format = field?.type === 'string' ? field.format : undefined;
  return format === 'date' || format === 'date-time' || format === 'local-date-time' ? format : undefined;
}

/** Required fields that are a moment of a day: what an event's time may stand in. */
export const momentsIn = (fields: Fields): readonly string[] =>
  Object.entries(fields).flatMap(([name, field]) =>
    field.required && ['date-time', 'local-date-time'].includes(timeFormatOf(field) ?? '') ? [name] : [],
  );
