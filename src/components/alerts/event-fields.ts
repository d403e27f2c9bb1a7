import { own } from '../../base/values.ts';
import type { EventContract, Fields } from '../../language/model.ts';
import { isTime, storedAs } from '../../language/stored-as.ts';

/** The type of the union that a word means: an alias is the type that it is stored as. */
export const storedType = ({ aliases = {} }: EventContract, type: string): string => own(aliases, type) ?? type;

/** The fields that every event of a rule has: with `type`, those of that type as well. */
export const fieldsOf = (event: EventContract, type: string | undefined): Fields => ({
  ...event.fields,
  ...(type === undefined ? {} : own(event.types ?? {}, storedType(event, type))),
});

/** Required fields that are a moment of a day: what an event's time may stand in. */
export const momentsIn = (fields: Fields): readonly string[] =>
  Object.entries(fields).flatMap(([name, field]) =>
    field.required && isTime(field) && storedAs(field).kind !== 'date' ? [name] : [],
  );
