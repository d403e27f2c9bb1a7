const kept = /[A-Za-z0-9\-_.+@ ,]/;

/**
 * Text as one part of a path, as the filesystem sink writes it: other bytes of its UTF-8 become `%XX`, and so do dots
 * that alone would name the directory itself or the one above.
 */
export function pathText(text: string): string {
  if (text === '.' || text === '..') return text.replaceAll('.', '%2E');
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return byte < 128 && kept.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** The same for the directory of a type: one that begins with `_` or `.` would be hidden from readers. */
export function visiblePathText(text: string): string {
  if (text.startsWith('_')) return `%5F${pathText(text.slice(1))}`;
  return text.startsWith('.') ? `%2E${pathText(text.slice(1))}` : pathText(text);
}
