import type { Bytes, FoundMessage, Message } from '../../wire/messages.ts';
import { topicHref } from '../parts.tsx';
import { instant } from '../text.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a topic may hold to deceive a reader
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** With a sign in the place of each character that shows nothing, or turns what follows around. */
const printable = (text: string): string => text.replace(hidden, '\ufffd');

/** As text. */
const shown = (bytes: Bytes): string => {
  if (bytes === null) return '';
  return typeof bytes === 'string' ? printable(bytes) : `(base64) ${bytes.base64}`;
};

/** Indented where it is JSON. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Where Connect says why it rejected a record, and where that one lies. */
const ERRORS = '__connect.errors.';
const REASON = `${ERRORS}exception.message`;

/** Whether it is a dead letter. */
export const isRejected = ({ message: { headers } }: FoundMessage): boolean => headers[REASON] !== undefined;

interface RowProps {
  readonly found: FoundMessage;
  /** Whether there are dead letters among those that are shown. */
  readonly rejected: boolean;
}

/** One record: what it says by the contract of its topic, or as it is; of a dead letter beside it why. */
export function Row({ found: { message, decoded, broken }, rejected }: RowProps) {
  const { partition, offset, timestamp, key, value, headers } = message;
  const names = Object.keys(headers);
  const text = shown(value);
  return (
    <tr>
      <th scope="row" class="nowrap">
        {partition}:{offset}
      </th>
      <td class="nowrap">{typeof timestamp === 'string' ? instant(timestamp) : timestamp}</td>
      <td class="value">{shown(key)}</td>
      <td class="value wide-value">
        {broken !== undefined && <p class="warn-text">By its contract: {broken}</p>}
        <details>
          <summary>
            {value === null ? '(tombstone)' : (decoded === undefined ? text : printable(decoded)).slice(0, 300)}
          </summary>
          <pre>{pretty(text)}</pre>
          {names.length > 0 && (
            <ul class="keys">
              {names.map((name) => (
                <li key={name}>
                  {printable(name)}: {shown(headers[name] ?? null)}
                </li>
              ))}
            </ul>
          )}
        </details>
      </td>
      {rejected && <Why headers={headers} />}
    </tr>
  );
}

function Why({ headers }: Pick<Message, 'headers'>) {
  const said = (name: string) => shown(headers[`${ERRORS}${name}`] ?? null);
  const [topic, partition, offset] = [said('topic'), said('partition'), said('offset')];
  return (
    <td class="value wide-value">
      <p class="bad-text">{shown(headers[REASON] ?? null)}</p>
      {topic !== '' && (
        <a href={`${topicHref(topic)}?partition=${partition}&from=${offset}&max=1`}>
          {topic}-{partition}@{offset}
        </a>
      )}
    </td>
  );
}
