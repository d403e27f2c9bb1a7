import { isRecord, text } from '../base/values.ts';
import { parsedJson } from '../clients/kafka/latest.ts';
import { emptyAlerts, type PartitionAlerts, type RuleState } from './partition-alerts.ts';
import type { Counted } from './rules/counting.ts';
import type { Mark } from './rules/gaps.ts';
import type { Rule } from './spec.ts';

const VERSION = 1;

const writtenMark = (mark: Mark | undefined) => (mark === undefined ? null : [mark.time, mark.offset]);
const writtenEvent = ({ offset, at, text: event }: Counted) => [offset, at.seconds, at.micros, event ?? null];

/** The state of a partition as JSON. */
export function encodeAlerts({ unreadable, lastUnreadable, rules }: PartitionAlerts): Buffer {
  const states = [...rules].map(([name, { matched, fired, counting, gaps }]) => ({
    name,
    matched,
    fired,
    evicted: counting.evicted,
    open: [...counting.open].map(([per, events]) => [per, events.map(writtenEvent)]),
    ...(gaps === undefined
      ? {}
      : {
          first: writtenMark(gaps.first),
          last: writtenMark(gaps.last),
          gaps: gaps.gaps.map(({ from, until }) => [writtenMark(from), writtenMark(until)]),
          horizon: gaps.horizon ?? null,
        }),
  }));
  return Buffer.from(JSON.stringify({ version: VERSION, unreadable, lastUnreadable, rules: states }));
}

/** Reads what `encodeAlerts` wrote. Throws RangeError for anything else. */
export function decodeAlerts(bytes: Buffer, rules: readonly Rule[]): PartitionAlerts {
  const written = parsedJson(bytes.toString());
  if (!isRecord(written) || written.version !== VERSION) throw new RangeError('it is of another version');
  const state = emptyAlerts(rules);
  state.unreadable = numberOf(written.unreadable);
  const last = written.lastUnreadable;
  if (isRecord(last)) {
    state.lastUnreadable = { offset: numberOf(last.offset), reason: text(last.reason) ?? '' };
  }
  for (const one of listOf(written.rules)) {
    const rule = isRecord(one) ? state.rules.get(text(one.name) ?? '') : undefined;
    if (rule === undefined || !isRecord(one)) throw new RangeError('it has another rule');
    readRule(one, rule);
  }
  return state;
}

function readRule(written: Readonly<Record<string, unknown>>, state: RuleState): void {
  state.matched = numberOf(written.matched);
  state.fired = numberOf(written.fired);
  state.counting.evicted = numberOf(written.evicted);
  for (const one of listOf(written.open)) {
    const [per, events] = listOf(one);
    state.counting.open.set(text(per) ?? '', listOf(events).map(eventOf));
  }
  if (state.gaps === undefined) return;
  state.gaps.first = markOf(written.first);
  state.gaps.last = markOf(written.last);
  for (const one of listOf(written.gaps)) {
    const [from, until] = listOf(one).map(markOf);
    if (from === undefined || until === undefined) throw new RangeError('it has half a gap');
    state.gaps.gaps.push({ from, until });
  }
  state.gaps.horizon = written.horizon === null ? undefined : numberOf(written.horizon);
}

function eventOf(written: unknown): Counted {
  const [offset, seconds, micros, event] = listOf(written);
  const at = { seconds: numberOf(seconds), micros: numberOf(micros) };
  return { offset: numberOf(offset), at, ...(typeof event === 'string' ? { text: event } : {}) };
}

function markOf(written: unknown): Mark | undefined {
  if (written === null) return undefined;
  const [time, offset] = listOf(written);
  return { time: numberOf(time), offset: numberOf(offset) };
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new RangeError('it lacks a list');
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new RangeError('it lacks a number');
}
