import type { FoundAlert } from '../alerts/found-alerts.ts';
import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { instantOf, isoTime, readTime } from '../base/time.ts';
import { isRecord, member, text } from '../base/values.ts';
import { parsedJson } from '../clients/kafka/latest.ts';

/** One alert as a line: when, which rule, of whom, what happened, where its trigger is. */
export function renderAlert(alert: FoundAlert, output: Output): string {
  const style = paint(output);
  const time = (isoTime(alert.time) ?? '').slice(0, 19).replace('T', ' ');
  const place = `${alert.topic}-${alert.partition}@${alert.offset}`;
  const parts = [time, style.bold(printable(alert.rule)), printable(whatOf(alert)), style.dim(place)];
  return `${parts.filter((part) => part !== '').join('  ')}\n`;
}

/** What an alert is about, in a few words. */
function whatOf({ value, topic }: FoundAlert): string {
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

/** How many alerts there are of each rule, and the rules without one. */
export function renderCounts(counts: ReadonlyMap<string, number>, silent: readonly string[]): string {
  const some = [...counts].map(([rule, count]) => `${printable(rule)} ${count.toLocaleString('en-US')}`);
  const none = silent.map((rule) => `${printable(rule)} has never fired`);
  return `${[...some, ...none].join(', ')}\n`;
}
