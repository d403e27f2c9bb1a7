import { EPOCH_UNITS, type NumberLimits } from '../base/epoch-time.ts';
import { EARLIEST_SECOND } from '../base/time.ts';
import { epochFormats } from './event-schema.ts';
import type { EventContract, Field, Fields } from './model.ts';
import { storedAs } from './stored-as.ts';

const optionalField = (field: Field): Field => ({ ...field, required: false });

const text: Field = { type: 'string', required: true };
const whole: Field = { type: 'integer', required: true };
const instant: Field = { type: 'integer', required: true, format: 'epoch-milliseconds' };

/** What every connector of Debezium says of where a change comes from; whatever else one says is undeclared. */
const source: Fields = {
  connector: text,
  name: text,
  ts_ms: instant,
  db: optionalField(text),
  schema: optionalField(text),
  table: optionalField(text),
};

const transaction: Fields = { id: text, total_order: whole, data_collection_order: whole };

/**
 * The contract of Debezium's change events of rows that follow `row`: as the JSON converter writes them, in an envelope
 * of `schema` and `payload` when `schemas`. Undeclared fields are kept, for the next version of Debezium adds some.
 */
export function changeContract(
  name: string,
  row: EventContract,
  { schemas, decimals }: { readonly schemas: boolean; readonly decimals: Decimals },
): EventContract {
  const rows = written(row.fields, decimals);
  const fields: Fields = {
    before: { type: 'object', required: false, fields: placeholders(rows) },
    after: { type: 'object', required: false, fields: rows },
    source: { type: 'object', required: true, fields: source },
    op: { type: 'string', required: true, enum: ['c', 'u', 'd', 'r', 't', 'm'] },
    ts_ms: optionalField(instant),
    transaction: { type: 'object', required: false, fields: transaction },
  };
  return {
    name,
    change: 'debezium',
    ...(row.timezone === undefined ? {} : { timezone: row.timezone }),
    unknown: 'keep',
    fields: schemas ? { payload: { type: 'object', required: true, fields } } : fields,
  };
}

/** How Debezium writes exact decimals (`decimal.handling.mode`). */
export type Decimals = 'base64' | 'text' | 'number';

/** The fields as they stand in a change: numbers with decimals are written as `decimals` says. */
function written(fields: Fields, decimals: Decimals): Fields {
  if (decimals === 'number') return fields;
  const format = decimals === 'text' ? 'decimal' : 'decimal-base64';
  const asWritten = (field: Field): Field => {
    if (field.type === 'array') return { ...field, items: asWritten(field.items) };
    if (field.type === 'map') return { ...field, values: asWritten(field.values) };
    if (field.type === 'object') return { ...field, fields: written(field.fields, decimals) };
    if (field.type !== 'number' || field.decimals === undefined) return field;
    const { enum: _, format: __, ...rest } = field;
    return { ...rest, type: 'string', format };
  };
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, asWritten(field)]));
}

/** The contract of the rows that change; that of the records themselves where these are no changes. */
export function changedRows(contract: EventContract): EventContract {
  if (contract.change === undefined) return contract;
  const { payload } = contract.fields;
  const after = (payload?.type === 'object' ? payload.fields : contract.fields).after;
  const { change: _, ...rows } = contract;
  return { ...rows, fields: after?.type === 'object' ? after.fields : {} };
}

/**
 * The row before a change: of a table whose replica identity is not FULL only its key is there, and what stands in the
 * other columns is nothing, or not the row's. So no field is required, and only its type is checked.
 */
function placeholders(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, optionalField(unconstrained(field))]));
}

/** The same type without constraints: an epoch time may be any, and a text that is stored as one is any text. */
function unconstrained(field: Field): Field {
  const { type, required } = field;
  switch (type) {
    case 'string': {
      const { pattern: _, minLength: __, maxLength: ___, enum: ____, ...rest } = field;
      return storedAs(field).kind === 'text' ? { type, required } : { ...withoutLimits(rest), ...anyTime(rest.format) };
    }
    case 'integer':
    case 'number': {
      const { enum: _, ...rest } = field;
      return { ...withoutLimits(rest), ...anyTime(rest.format) };
    }
    case 'boolean':
    case 'any':
      return field;
    case 'array':
      return { type, required, items: unconstrained(field.items) };
    case 'map':
      return { type, required, values: unconstrained(field.values) };
    case 'object':
      return { type, required, fields: placeholders(field.fields) };
  }
}

function withoutLimits<F extends NumberLimits>({
  minimum: _,
  maximum: __,
  exclusiveMinimum: ___,
  exclusiveMaximum: ____,
  ...rest
}: F): Omit<F, keyof NumberLimits> {
  return rest;
}

/** Without limits of its own, an epoch time is one of 1973 to 5138; what stands for none is 1970. */
function anyTime(format: string | undefined): { readonly minimum?: number } {
  const epoch = epochFormats.find((one) => one === format);
  return epoch === undefined ? {} : { minimum: EARLIEST_SECOND * EPOCH_UNITS[epoch] };
}
