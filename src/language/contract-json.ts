import { isRecord } from '../base/values.ts';
import type { EventContract, Field, Fields } from './model.ts';

/** The contract in a connector's configuration (docs/event-contract.md); undefined when the text is none. */
export function parseContract(text: string): EventContract | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isContract(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is a contract as connectors and specs of jobs have it. */
export function isContract(value: unknown): value is EventContract {
  if (!isRecord(value) || typeof value.name !== 'string' || !isFields(value.fields)) return false;
  const { change, by, timezone, unknown, types, aliases, encoding } = value;
  return (
    isOptionalEncoding(encoding) &&
    (unknown === 'keep' || unknown === 'reject') &&
    (change === undefined || change === 'debezium') &&
    isOptionalText(by) &&
    isOptionalText(timezone) &&
    (types === undefined || (isRecord(types) && Object.values(types).every(isFields))) &&
    (aliases === undefined || (isRecord(aliases) && Object.values(aliases).every((name) => typeof name === 'string')))
  );
}

function isOptionalEncoding(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isRecord(value) || typeof value.format !== 'string' || typeof value.subject !== 'string') return false;
  return (value.version === undefined || typeof value.version === 'number') && isOptionalText(value.schema);
}

function isFields(value: unknown): value is Fields {
  return isRecord(value) && Object.values(value).every(isField);
}

function isField(value: unknown): value is Field {
  if (!isRecord(value) || typeof value.required !== 'boolean') return false;
  switch (value.type) {
    case 'string':
      return isOptionalText(value.format) && isOptionalText(value.fraction) && isOptionalCount(value.decimals);
    case 'integer':
      return isOptionalText(value.format);
    case 'boolean':
    case 'any':
      return true;
    case 'number':
      return isOptionalCount(value.decimals);
    case 'array':
      return isField(value.items);
    case 'map':
      return isField(value.values);
    case 'object':
      return isFields(value.fields);
    default:
      return false;
  }
}

const isOptionalCount = (value: unknown): boolean => value === undefined || Number.isInteger(value);

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
