import { UsageError } from '../base/errors.ts';
import { timeReader } from '../base/event-time.ts';
import { member, own } from '../base/values.ts';
import type { ConnectorConfig } from '../clients/connect/model.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import { parseContract } from '../language/contract-json.ts';
import type { EventContract, Field } from '../language/model.ts';
import { timeFormatOf } from '../language/stored-as.ts';
import { contractText } from './exactly-once.ts';

/** When an event happened, in milliseconds since 1970; undefined where its record does not tell. */
type TimeOf = (topic: string, record: RawRecord) => number | undefined;

/**
 * How the time of a sink's events is read: out of `field` (`header.at` names one within another) by the contract of the
 * topic, or from the record's timestamp where none is given. UsageError for a field that a contract does not know as a
 * time.
 */
export function eventTimes(config: ConnectorConfig, topics: readonly string[], field: string | undefined): TimeOf {
  if (field === undefined) return (_, record) => record.timestamp;
  const path = field.split('.');
  const readers = new Map(topics.map((topic) => [topic, timeIn(contractOf(config, topic), path, topic)]));
  return (topic, { value }) => {
    const instant = value === null ? undefined : readers.get(topic)?.(valueAt(value, path));
    return instant === undefined ? undefined : instant.seconds * 1_000 + Math.floor(instant.micros / 1_000);
  };
}

/** The field by whose time a sink makes directories; undefined where it does not. */
export const timeFieldOf = (config: ConnectorConfig): string | undefined => config['time.field'] || undefined;

function contractOf(config: ConnectorConfig, topic: string): EventContract | undefined {
  const text = contractText(config, topic);
  return text === undefined ? undefined : parseContract(text);
}

function timeIn(contract: EventContract | undefined, path: readonly string[], topic: string) {
  const format = timeFormatOf(contract && fieldAt(contract.fields, path), contract?.timezone);
  if (format !== undefined) return timeReader(format);
  const name = path.join('.');
  throw new UsageError(
    contract === undefined
      ? `The events of ${topic} have no contract, so no field of theirs tells a time`
      : `${name} is no time of event ${contract.name}`,
    {
      where: `topic ${topic}`,
      hint: 'Name a field that is one with --field, or leave it out: records have times, too.',
    },
  );
}

function fieldAt(fields: EventContract['fields'], [name = '', ...rest]: readonly string[]): Field | undefined {
  const field = own(fields, name);
  if (rest.length === 0) return field;
  return field?.type === 'object' ? fieldAt(field.fields, rest) : undefined;
}

function valueAt(value: Buffer, path: readonly string[]): unknown {
  try {
    return path.reduce<unknown>((at, name) => member(at, name), JSON.parse(value.toString('utf8')));
  } catch {
    return undefined;
  }
}
