import { UsageError } from '../base/errors.ts';
import { wholeNumberIn } from '../base/numbers.ts';
import { instantOf } from '../base/time.ts';
import { isRecord } from '../base/values.ts';
import type { RawRecord } from '../clients/kafka/records.ts';

/** What is looked for in a topic, as the query of an address says it. */
export interface MessageSearch {
  /** Empty: every record. */
  readonly text: string;
  readonly within: 'anywhere' | 'key' | 'value' | 'header' | 'field';
  /** Of `field`: the way into the JSON value, `a.b.0`. */
  readonly field: readonly string[];
  /** Only this partition. */
  readonly partition: number | undefined;
  /** `newest`: the last `most` of each partition; else from the oldest, an offset, or milliseconds since the epoch. */
  readonly from: 'newest' | 'oldest' | { readonly offset: number } | { readonly time: number };
  readonly most: number;
  /** Whether new records are waited for. */
  readonly follow: boolean;
}

const places = ['anywhere', 'key', 'value', 'header', 'field'] as const;

/** @throws UsageError for what it does not understand */
export function messageSearch(query: URLSearchParams, mostEver: number): MessageSearch {
  const text = query.get('q') ?? '';
  const within = places.find((place) => place === (query.get('in') ?? 'anywhere'));
  if (within === undefined) throw new UsageError(`A search is in one of ${places.join(', ')}`);
  const field = (query.get('field') ?? '').split('.').filter((part) => part !== '');
  if (within === 'field' && field.length === 0) {
    throw new UsageError('Which field is searched is not said', { hint: 'Name it, such as user.id.' });
  }
  return {
    text,
    within,
    field,
    partition: number('partition', query),
    from: start(query.get('from') ?? '', text),
    most: Math.min(number('max', query) ?? 50, mostEver),
    follow: query.get('follow') === '1',
  };
}

function number(name: string, query: URLSearchParams): number | undefined {
  const given = query.get(name) ?? '';
  if (given === '') return undefined;
  const value = wholeNumberIn(given);
  if (value === undefined || value < 0) throw new UsageError(`${name} is a whole number, not ${given}`);
  return value;
}

function start(given: string, text: string): MessageSearch['from'] {
  if (given === '') return text === '' ? 'newest' : 'oldest';
  if (given === 'newest' || given === 'oldest') return given;
  const offset = wholeNumberIn(given);
  if (offset !== undefined && offset >= 0) return { offset };
  const time = instantOf(given);
  if (time !== undefined) return { time };
  throw new UsageError(`${given} is no place to start from`, {
    hint: 'newest, oldest, an offset, or an instant such as 2026-11-30T12:00:00Z.',
  });
}

/** Whether a record is one that is looked for; texts are compared as bytes, upper and lower case told apart. */
export function matcher({ text, within, field }: MessageSearch): (record: RawRecord) => boolean {
  if (text === '') return () => true;
  const bytes = Buffer.from(text);
  const inKey = ({ key }: RawRecord) => key?.includes(bytes) === true;
  const inValue = ({ value }: RawRecord) => value?.includes(bytes) === true;
  const inHeader = (record: RawRecord) =>
    record.headers().some(({ name, value }) => name.includes(text) || value?.includes(bytes) === true);
  const inField = ({ value }: RawRecord) => {
    const found = fieldOf(value, field);
    if (found === undefined) return false;
    return (typeof found === 'string' ? found : JSON.stringify(found)).includes(text);
  };
  const tests = { key: inKey, value: inValue, header: inHeader, field: inField };
  if (within !== 'anywhere') return tests[within];
  return (record) => inValue(record) || inKey(record) || inHeader(record);
}

/** undefined where the value is no JSON, or has no such field. */
function fieldOf(value: Buffer | null, path: readonly string[]): unknown {
  let found: unknown;
  try {
    found = JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
  for (const part of path) {
    if (!isRecord(found) && !Array.isArray(found)) return undefined;
    found = Object.entries(found).find(([name]) => name === part)?.[1];
  }
  return found;
}
