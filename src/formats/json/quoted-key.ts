const SHORT: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\f': 'f',
  '\r': 'r',
};

/** As docs/sink.md spells texts beside values: short escapes, else four digits in capitals; only what JSON forbids. */
export const quotedKey = (text: string): string => `"${text.replaceAll(/["\\\p{Cc}]/gu, escaped)}"`;

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return `\\${short}`;
  const code = character.charCodeAt(0);
  return code < 0x20 ? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}` : character;
}
