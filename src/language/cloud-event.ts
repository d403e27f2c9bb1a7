import type { EventContract, Field, Fields } from './model.ts';

const text: Field = { type: 'string', required: true, minLength: 1 };
const optionalText: Field = { ...text, required: false };

/** The attributes of CloudEvents 1.0; extension attributes are undeclared fields. */
const attributes: Fields = {
  specversion: { type: 'string', required: true, enum: ['1.0'] },
  id: text,
  source: text,
  type: text,
  datacontenttype: optionalText,
  dataschema: { type: 'string', required: false, format: 'uri' },
  subject: optionalText,
  time: { type: 'string', required: false, format: 'date-time' },
  data_base64: { type: 'string', required: false },
};

const dataOf = ({ fields }: EventContract): Fields => ({ data: { type: 'object', required: false, fields } });

const zoneOf = (contracts: readonly EventContract[]) => {
  const timezone = contracts.find((contract) => contract.timezone !== undefined)?.timezone;
  return timezone === undefined ? {} : { timezone };
};

/** The contract of CloudEvents in structured mode whose `data` follows `data`. Extension attributes are kept. */
export function cloudContract(name: string, data: EventContract): EventContract {
  return { name, ...zoneOf([data]), unknown: 'keep', fields: { ...attributes, ...dataOf(data) } };
}

/** The same where `type` tells whose contract the data follows. */
export function cloudUnion(name: string, types: Readonly<Record<string, EventContract>>): EventContract {
  return {
    name,
    by: 'type',
    ...zoneOf(Object.values(types)),
    unknown: 'keep',
    fields: { ...attributes, type: { type: 'string', required: true } },
    types: Object.fromEntries(Object.entries(types).map(([type, contract]) => [type, dataOf(contract)])),
  };
}
