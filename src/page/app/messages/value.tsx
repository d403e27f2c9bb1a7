import type { Bytes, Message } from '../../wire/messages.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a topic may hold to deceive a reader
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** With a sign in the place of each character that shows nothing, or turns what follows around. */
const printable = (text: string): string => text.replace(hidden, '\ufffd');

/** As text. */
export const shown = (bytes: Bytes): string => {
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

const isSeveral = (value: Bytes | readonly Bytes[]): value is readonly Bytes[] => Array.isArray(value);

/** The values of one header, in their order. */
export function valuesOf(headers: Message['headers'], name: string): readonly Bytes[] {
  const found = headers[name] ?? null;
  return isSeveral(found) ? found : [found];
}

/** The value of a record in one line, `decoded` where its contract says more; unfolded: all of it, with the headers. */
export function MessageValue({ message: { value, headers }, decoded }: { message: Message; decoded?: string }) {
  const named = Object.keys(headers).flatMap((name) => valuesOf(headers, name).map((one) => ({ name, one })));
  const text = shown(value);
  return (
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
  );
}
