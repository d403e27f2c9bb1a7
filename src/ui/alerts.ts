import { describeAlert } from '../alerts/describe.ts';
import type { FoundAlert } from '../alerts/found-alerts.ts';
import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { isoTime } from '../base/time.ts';

/** One alert as a line: when, which rule, of whom, what happened, where its trigger is. */
export function renderAlert(alert: FoundAlert, output: Output): string {
  const style = paint(output);
  const time = (isoTime(alert.time) ?? '').slice(0, 19).replace('T', ' ');
  const place = `${alert.topic}-${alert.partition}@${alert.offset}`;
  const parts = [time, style.bold(printable(alert.rule)), printable(describeAlert(alert)), style.dim(place)];
  return `${parts.filter((part) => part !== '').join('  ')}\n`;
}

/** How many alerts there are of each rule, and the rules without one. */
export function renderCounts(counts: ReadonlyMap<string, number>, silent: readonly string[]): string {
  const some = [...counts].map(([rule, count]) => `${printable(rule)} ${count.toLocaleString('en-US')}`);
  const none = silent.map((rule) => `${printable(rule)} has never fired`);
  return `${[...some, ...none].join(', ')}\n`;
}
