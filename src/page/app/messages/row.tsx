import type { Bytes, Message } from '../../wire.ts';
import { instant } from '../text.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a topic may hold to deceive a reader
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** As text, with a sign in the place of each character that shows nothing, or turns what follows around. */
const shown = (bytes: Bytes): string => {
  if (bytes === null) return '';
  return typeof bytes === 'string' ? bytes.replace(hidden, '\ufffd') : `(base64) ${bytes.base64}`;
};

/** Indented where it is JSON. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Where Connect says why it rejected a record. */
const REASON = '__connect.errors.exception.message';

/** One record; of a dead letter also why it was rejected. */
export function Row({ message: { partition, offset, timestamp, key, value, headers } }: { message: Message }) {
  const names = Object.keys(headers);
  const reason = headers[REASON];
  const text = shown(value);
  return (
    <tr>
      <th scope="row" class="nowrap">
        {partition}:{offset}
      </th>
      <td class="nowrap">{typeof timestamp === 'string' ? instant(timestamp) : timestamp}</td>
      <td class="value">{shown(key)}</td>
      <td class="value wide-value">
        {reason !== undefined && <p class="bad-text">{shown(reason)}</p>}
        <details>
          <summary>{value === null ? '(tombstone)' : text.slice(0, 300)}</summary>
          <pre>{pretty(text)}</pre>
          {names.length > 0 && (
            <ul class="keys">
              {names.map((name) => (
                <li key={name}>
                  {name.replace(hidden, '\ufffd')}: {shown(headers[name] ?? null)}
                </li>
              ))}
            </ul>
          )}
        </details>
      </td>
    </tr>
  );
}
