import { instantText, recordInstant } from '../rules/instant.ts';
import type { PlacedMark, Silence } from '../rules/silences.ts';
import type { Rule } from '../spec.ts';

/** The value of the record of an alert about silence (docs/alerts.md). */
export function silenceValue(rule: Rule, definition: string, { from, until }: Silence): string {
  const { name, from: topic, type, absent } = rule;
  return JSON.stringify({
    rule: name,
    definition,
    topic,
    ...(type === undefined ? {} : { type }),
    trigger: place(from),
    events: [],
    absent: { longerThan: absent, until: until === undefined ? null : place(until) },
  });
}

const place = ({ partition, offset, time }: PlacedMark) => ({
  partition,
  offset,
  time: instantText(recordInstant({ timestamp: time }) ?? { seconds: 0, micros: 0 }),
});
