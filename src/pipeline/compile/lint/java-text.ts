const named: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * A JAAS configuration with its escapes read as Kafka reads them, in quotes, by Java's StreamTokenizer: `\114` is `L`,
 * and `\J` is `J`. `\u004c`, as properties files have it, is read too.
 */
export function withoutEscapes(text: string): string {
  return text.replace(
    /\\(?:u+([0-9a-f]{4})|([0-3][0-7]{0,2}|[4-7][0-7]?)|(.))/gis,
    (_, unicode?: string, octal?: string, plain = '') => {
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      return octal === undefined ? (named[plain] ?? plain) : String.fromCharCode(Number.parseInt(octal, 8));
    },
  );
}

/**
 * Whether Java's URL takes `text` for an address of files of its machine: blanks before it and `url:` say nothing to
 * it.
 */
export function readsFiles(text: string): boolean {
  return /^[\0- ]*(?:url:)*(?:file|jar|netdoc):/i.test(text);
}
