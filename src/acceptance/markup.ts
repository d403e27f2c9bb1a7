const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 has no way to write. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** `text` as it may stand between tags and in attributes, of HTML and XML alike. */
export const escaped = (text: string): string =>
  text.replace(unwritable, '\u{fffd}').replace(/[&<>"']/g, (character) => entities[character] ?? character);
