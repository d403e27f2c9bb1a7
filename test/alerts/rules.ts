import type { AlertsSpec, Rule, TopicTypes } from '../../src/alerts/spec.ts';
import type { RawRecord } from '../../src/clients/kafka/records.ts';

/** The shop's events, as rules read them. */
export const shop: TopicTypes = {
  by: 'event_type',
  types: ['achat', 'connexion'],
  aliases: { log: 'connexion' },
};
const user = { field: 'user_id', type: 'string', required: true } as const;
const time = { field: 'timestamp', format: 'local-date-time', zone: 'Europe/Paris' } as const;

export const expensive: Rule = {
  name: 'expensive',
  from: 'events',
  to: 'alerts',
  type: 'achat',
  where: [{ field: 'price', type: 'number', required: true, bounds: { exclusiveMinimum: 500 } }],
  time,
};
export const logins: Rule = {
  name: 'logins',
  from: 'events',
  to: 'alerts',
  type: 'connexion',
  per: user,
  count: { events: 3, within: 60_000 },
  keys: 100,
  time,
};
export const silence: Rule = { name: 'silence', from: 'events', to: 'alerts', absent: 10_000 };

export const specOf = (...rules: readonly Rule[]): AlertsSpec => ({ rules, topics: { events: shop } });

/** A record whose value is this JSON text. */
export const recordOf = (offset: number, text: string | null, timestamp = 1_000 * offset): RawRecord => ({
  offset,
  timestamp,
  key: null,
  value: text === null ? null : Buffer.from(text),
  headers: () => [],
});
