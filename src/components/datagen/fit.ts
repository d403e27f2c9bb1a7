import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { eventJsonSchema } from '../../language/event-json-schema.ts';
import type { EventContract, Field } from '../../language/model.ts';

const validators = new WeakMap<Field, (value: unknown) => string | undefined>();

/** Why a field may not hold `value`, as half a sentence; undefined when it may. */
export function misfit(field: Field, value: unknown): string | undefined {
  const known = validators.get(field) ?? validator(field);
  validators.set(field, known);
  return known(value) ?? (field.type === 'number' ? tooManyDigits(field.decimals, value) : undefined);
}

const ajv = new Ajv2020({ strict: false, meta: false, validateSchema: false, code: { optimize: false } });
formats.default(ajv);

function validator(field: Field): (value: unknown) => string | undefined {
  const contract: EventContract = { name: 'value', unknown: 'keep', fields: { value: field } };
  const validate = ajv.compile(eventJsonSchema(contract));
  return (value) => (validate({ value }) ? undefined : validate.errors?.[0]?.message);
}

function tooManyDigits(decimals: number | undefined, value: unknown): string | undefined {
  const digits = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return decimals !== undefined && digits > decimals
    ? `must have at most ${decimals} digits after the point`
    : undefined;
}
