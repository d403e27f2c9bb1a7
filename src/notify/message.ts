import { describeAlert } from '../alerts/describe.ts';
import type { FoundAlert } from '../alerts/found-alerts.ts';
import { printable } from '../base/text/printable.ts';
import { isoTime } from '../base/time.ts';
import { member } from '../base/values.ts';
import { parsedJson } from '../clients/kafka/latest.ts';
import type { Notice } from './notice.ts';
import type { Post } from './post.ts';

/** One alert. Chat tools show `text` and leave the rest alone; programs read `alert`. */
export function postOf(pipeline: string, alert: FoundAlert): Post {
  const value = parsedJson(alert.value);
  const place = `${alert.topic}-${alert.partition}@${alert.offset}`;
  const text = `${alert.rule}: ${describeAlert(alert)} (${isoTime(alert.time) ?? ''}, ${place})`;
  const ended = member(member(value, 'absent'), 'until');
  // A silence is told when it is long enough, and once more when it is over.
  const key = ended === null || ended === undefined ? alert.key : `${alert.key}/ended`;
  return { key, body: JSON.stringify({ text: printable(text), pipeline, key, alert: value }) };
}

/** What was held back, in one: how many of each rule or condition, and from when to when. */
export function summaryOf(pipeline: string, notices: readonly Pick<Notice, 'name' | 'time' | 'post'>[]): Post {
  const [first, last] = [notices[0], notices.at(-1)];
  const rules = Object.fromEntries(
    [...Map.groupBy(notices, ({ name }) => name)].map(([name, some]) => [name, some.length]),
  );
  const counts = Object.entries(rules).map(([rule, count]) => `${rule} ${count}`);
  const [from, to] = [first, last].map((notice) => isoTime(notice?.time ?? 0) ?? '');
  const text = `${notices.length} more alerts were held back: ${counts.join(', ')} (${from} to ${to})`;
  const key = `${first?.post.key}..${last?.post.key}`;
  return {
    key,
    body: JSON.stringify({
      text: printable(text),
      pipeline,
      key,
      heldBack: { count: notices.length, rules, from, to },
    }),
  };
}
