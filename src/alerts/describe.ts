import { instantOf, readTime } from '../base/time.ts';
import { isRecord, member, text } from '../base/values.ts';
import { parsedJson } from '../clients/kafka/latest.ts';
import type { FoundAlert } from './found-alerts.ts';

/** What an alert is about, in a few words. */
export function describeAlert({ value, topic }: FoundAlert): string {
  const alert = parsedJson(value);
  const absent = member(alert, 'absent');
  if (absent !== undefined) return silence(topic, alert, absent);
  const per = text(member(member(alert, 'per'), 'value'));
  const before = member(alert, 'events');
  const times = Array.isArray(before) && before.length > 0 ? `${before.length + 1} × ` : '';
  const what = `${times}${text(member(alert, 'type')) ?? 'event'}`;
  const event = per === undefined ? fieldsOf(member(member(alert, 'trigger'), 'event'), member(alert, 'type')) : '';
  return `${what}${per === undefined ? '' : ` of ${per}`}${event === '' ? '' : `: ${event}`}`;
}

function silence(topic: string, alert: unknown, absent: unknown): string {
  const since = instantOf(member(member(alert, 'trigger'), 'time')) ?? 0;
  const until = instantOf(member(member(absent, 'until'), 'time'));
  const type = text(member(alert, 'type')) ?? 'event';
  if (until === undefined) return `no ${type} in ${topic} since then`;
  return `no ${type} in ${topic} for ${Math.round((until - since) / 1_000)} s`;
}

/** The values of an event that are plain, but for its type and its times, which the line has already. */
function fieldsOf(event: unknown, type: unknown): string {
  if (!isRecord(event)) return '';
  const isTold = (value: unknown) => value === type || (typeof value === 'string' && readTime(value) !== undefined);
  return Object.entries(event)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && !isTold(value))
    .map(([name, value]) => `${name} ${String(value).slice(0, 40)}`)
    .join(', ');
}
