import { isUtf8 } from 'node:buffer';
import { isoTime } from '../../base/time.ts';
import { type Coordinate, type Coordinates, keyOf, timeOf } from '../rows/coordinates.ts';
import { exactText } from '../rows/exact-text.ts';
import type { Origin } from '../rows/origin.ts';

import { quotedKey } from './quoted-key.ts';

/**
 * The line of an envelope: a record's coordinates and its value, which is JSON (as the bytes of a line), a text, other
 * bytes, or null. Throws Misfit for what no line can hold.
 */
export function envelopeLine(coordinates: Coordinates, origin: Origin, value: Buffer | null, isJson: boolean): Buffer {
  const members = coordinates.chosen.map((name) => memberOf(name, origin, coordinates.keyAsBytes));
  const before = `{${members.map((member) => `${member},`).join('')}`;
  if (value === null) return Buffer.from(`${before}"value":null}`);
  if (isJson) return Buffer.concat([Buffer.from(`${before}"value":`), value, Buffer.from('}')]);
  return Buffer.from(`${before}${isUtf8(value) ? bytesMember('valueText', value) : bytesMember('value', value)}}`);
}

function memberOf(name: Coordinate, origin: Origin, keyAsBytes: boolean): string {
  switch (name) {
    case 'partition':
      return `"partition":${origin.partition}`;
    case 'offset':
      return `"offset":${origin.offset}`;
    case 'topic':
      return `"topic":${quotedKey(origin.topic ?? '')}`;
    case 'timestamp': {
      const time = timeOf(origin);
      return `"timestamp":${time === undefined ? 'null' : `"${isoTime(time)}"`}`;
    }
    case 'key': {
      const key = keyOf(origin, keyAsBytes);
      if (!keyAsBytes) return bytesMember('key', key);
      return `"keyBase64":${key === null ? 'null' : `"${key.toString('base64')}"`}`;
    }
    case 'headers': {
      const headers = (origin.headers?.() ?? []).map(
        ({ name: header, value }) => `{"name":${quotedKey(header)},${bytesMember('value', value)}}`,
      );
      return `"headers":[${headers.join(',')}]`;
    }
  }
}

/** Bytes as a text, or in base64 under a name that says so. */
function bytesMember(name: string, bytes: Buffer | null): string {
  if (bytes === null) return `"${name}":null`;
  return isUtf8(bytes) ? `"${name}":${quotedKey(exactText(bytes))}` : `"${name}Base64":"${bytes.toString('base64')}"`;
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{}]/g;
const DEEPEST = 100;

/** Whether bytes are one JSON text as docs/event-contract.md has it (no lone surrogates, 100 levels), on one line. */
export function isJsonLine(bytes: Buffer): boolean {
  if (!isUtf8(bytes)) return false;
  const text = bytes.toString('utf8');
  if (/[\r\n]/.test(text)) return false;
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  let depth = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (!String(JSON.parse(token)).isWellFormed()) return false;
    if (depth > DEEPEST) return false;
  }
  return true;
}

const PLACE = /^\{"partition":(\d+),"offset":(\d+),/;

/** Where the record of an envelope stands, if that tells it. */
export function placeOfLine(line: Buffer): { readonly partition?: number; readonly offset?: number } {
  const [, partition, offset] = PLACE.exec(line.subarray(0, 64).toString('latin1')) ?? [];
  return offset === undefined ? {} : { partition: Number(partition), offset: Number(offset) };
}
