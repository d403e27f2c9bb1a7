import { isUtf8 } from 'node:buffer';
import { isRecord, member, own, type Values } from '../../base/values.ts';
import { ExactNumber, ExactObject, parseExactly } from '../../formats/rows/exact-json.ts';
import type { TopicTypes } from '../spec.ts';

/** An event as rules see it. */
export interface ReadEvent {
  /** As it is stored: an alias is its type. Undefined where the events are no union. */
  readonly type: string | undefined;
  readonly fields: Values;
  /** The whole value as it was written. */
  readonly text: string;
}

/** Why a record is no event of its topic. */
export interface Unreadable {
  readonly unreadable: string;
}

/** Reads the value of a record. Nothing in it can make this throw. */
export function readEvent(value: Buffer, { by, types = [], aliases = {} }: TopicTypes): ReadEvent | Unreadable {
  if (!isUtf8(value)) return { unreadable: 'the value is not UTF-8' };
  const text = value.toString('utf8');
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return { unreadable: 'the value is not JSON' };
  }
  if (!isRecord(fields)) return { unreadable: 'the value is no JSON object' };
  if (by === undefined) return { type: undefined, fields, text };
  const written = member(fields, by);
  if (typeof written !== 'string') return { unreadable: `\`${by}\` is no text` };
  const type = own(aliases, written) ?? written;
  if (!types.includes(type)) return { unreadable: `\`${by}\` is no type of the contract` };
  return { type, fields, text };
}

/** How the number in `field` is written. */
export function digitsOf({ text }: ReadEvent, field: string): string {
  const value = parseExactly(text);
  const found = value instanceof ExactObject ? value.get(field) : undefined;
  return found instanceof ExactNumber ? found.source : '';
}
