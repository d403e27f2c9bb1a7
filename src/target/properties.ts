/** Text of a Java properties file; keys and values are escaped, so that any value comes back as it was. */
export function formatProperties(entries: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(entries)
    .map(
      ([key, value]) => `${escapeText(key, /[\\:= \t\n\r\f#!]/g)}=${escapeText(String(value), /[\\\r\n\t\f]|^ /g)}\n`,
    )
    .join('');
}

const letters: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f' };

function escapeText(text: string, special: RegExp): string {
  return text
    .replace(special, (character) => letters[character] ?? `\\${character}`)
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const unescapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

function unescapeText(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, character: string | undefined) =>
    code === undefined
      ? (unescapes[character ?? ''] ?? character ?? '')
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Entries of a Java properties file: comments, continued lines, `=`, `:` or blanks as separators, escapes. */
export function parseProperties(content: string): Record<string, string> {
  const entries = new Map<string, string>();
  const lines = content
    .replace(/\r\n?/g, '\n')
    .replace(/((?:^|[^\\])(?:\\\\)*)\\\n[ \t\f]*/g, '$1')
    .split('\n');
  for (const line of lines) {
    const match = /^[ \t\f]*((?:\\.|[^\\:= \t\f])+)(?:[ \t\f]*[:=]|[ \t\f])?[ \t\f]*(.*)$/s.exec(line);
    const [, key, value] = match ?? [];
    if (key === undefined || value === undefined || /^[#!]/.test(key)) continue;
    entries.set(unescapeText(key), unescapeText(value));
  }
  return Object.fromEntries(entries);
}
