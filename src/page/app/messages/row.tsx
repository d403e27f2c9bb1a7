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

const isSeveral = (value: Bytes | readonly Bytes[]): value is readonly Bytes[] => Array.isArray(value);

/** The values of one header, in their order. */
function valuesOf(headers: Message['headers'], name: string): readonly Bytes[] {
  const found = headers[name] ?? null;
  return isSeveral(found) ? found : [found];
}

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
  const named = Object.keys(headers).flatMap((name) => valuesOf(headers, name).map((one) => ({ name, one })));
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
          {named.length > 0 && (
            <ul class="keys">
              {named.map(({ name, one }, place) => (
                <li key={place}>
                  {printable(name)}: {shown(one)}
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
  const said = (name: string) => shown(valuesOf(headers, name).at(-1) ?? null);
  const place = (part: string) => said(`${ERRORS}${part}`);
  const [topic, partition, offset] = [place('topic'), place('partition'), place('offset')];
  return (
    <td class="value wide-value">
      <p class="bad-text">{said(REASON)}</p>
      {topic !== '' && (
        <a href={`${topicHref(topic)}?partition=${partition}&from=${offset}&max=1`}>
          {topic}-{partition}@{offset}
        </a>
      )}
    </td>
  );
}
