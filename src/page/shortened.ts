import type { Bytes, Message, SearchLine } from './wire/messages.ts';

/** Characters of one text that are sent to be shown in a list. */
const SHOWN = 4_000;

const text = (whole: string): string =>
  whole.length <= SHOWN ? whole : `${whole.slice(0, SHOWN)}… (${whole.length} characters)`;

function bytes(whole: Bytes): Bytes {
  if (whole === null) return null;
  return typeof whole === 'string' ? text(whole) : { base64: text(whole.base64) };
}

const isSeveral = (value: Bytes | readonly Bytes[]): value is readonly Bytes[] => Array.isArray(value);

/** A record of megabytes is for the file, not for a list: each text of it begins, and says how long it is. */
export function shortenedMessage(message: Message): Message {
  const headers = Object.entries(message.headers).map(
    ([name, value]) => [text(name), isSeveral(value) ? value.map(bytes) : bytes(value)] as const,
  );
  return {
    ...message,
    key: bytes(message.key),
    value: bytes(message.value),
    headers: Object.fromEntries(headers),
  };
}

/** A line whose record is shortened. */
export function shortened(line: SearchLine): SearchLine {
  if (!('message' in line)) return line;
  const { message, decoded, broken } = line;
  return {
    message: shortenedMessage(message),
    ...(decoded === undefined ? {} : { decoded: text(decoded) }),
    ...(broken === undefined ? {} : { broken: text(broken) }),
  };
}
