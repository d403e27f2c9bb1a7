/** What is wrong with a pattern, and what would be right. */
export interface PatternMistake {
  readonly message: string;
  readonly hint: string;
}

/** The pieces that mean the same in Java, which reads the pattern, and in JavaScript, which tells what it finds. */
const pieces = [
  /[A-Za-z0-9_.^$|-]/,
  /\\[.dDwW]/,
  /\((?:\?[:=!]|(?!\?))/,
  /\)/,
  /\[\^?-?(?:(?:[A-Za-z0-9_.]|\\[.-])(?:-[A-Za-z0-9])?|\\[dDwW])+-?\]/,
  /(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??/,
];
const piece = new RegExp(pieces.map(({ source }) => source).join('|'), 'y');

const reasons: readonly (readonly [RegExp, string, string])[] = [
  [/^\(\?[a-z-]*i/, 'names of topics that differ in case are different topics', 'spell both out, such as `[Oo]rders`'],
  [/^\\[1-9k]/, 'a reference to a group means something else in Java', 'write out what it stands for'],
  [/^\(\?/, 'Java and JavaScript have no such group in common', 'use `(…)`, or `(?!…)` to leave names out'],
  [
    /^\\/,
    'this is not read the same in Java and JavaScript',
    'use letters, digits, `.`, `\\.`, `[…]`, `(…)`, `|`, `*`',
  ],
  [/^[[\]]/, 'this is no list of characters that Java and JavaScript have in common', 'write such as `[a-z0-9_]`'],
  [/^[{}]/, 'this is no number of times', 'write such as `{2}` or `{2,3}`'],
];

/** Why `pattern` cannot be asked for; undefined when it finds what it says, in Java as in JavaScript. Pure. */
export function topicPatternMistake(pattern: string): PatternMistake | undefined {
  for (let at = 0; at < pattern.length; at = piece.lastIndex) {
    piece.lastIndex = at;
    if (!piece.test(pattern)) return mistakeAt(pattern, at);
  }
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    const [, reason = 'it cannot be read'] = /: ([^:]*)$/.exec(error instanceof Error ? error.message : '') ?? [];
    const glob = /(?:^|[|(])\*/.test(pattern);
    const hint = glob
      ? 'write `.*` for any characters'
      : 'write it as Java and JavaScript read it, such as `shop\\..*`';
    return { message: `\`${pattern}\` is no regular expression: ${lowerFirst(reason)}`, hint };
  }
}

function mistakeAt(pattern: string, at: number): PatternMistake {
  const rest = pattern.slice(at);
  const text = /^(?:\\.|\(\?[^)]*\)?|\[[^\]]*\]?|.)/su.exec(rest)?.[0] ?? rest;
  const place = `\`${text}\`, the character ${at + 1} of the pattern`;
  const [, why, hint] = reasons.find(([form]) => form.test(rest)) ?? [
    undefined,
    'no topic has it in its name',
    'names of topics have letters, digits, `.`, `-` and `_`',
  ];
  return { message: `${place}: ${why}`, hint };
}

const lowerFirst = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

/**
 * A star behind a letter, as in `orders-*`: a regular expression repeats the letter, where a file name would go on.
 * Returns what was probably meant.
 */
export function globMeant(pattern: string): string | undefined {
  const meant = pattern.replace(/(\\\.|(?<!\\)[A-Za-z0-9_-])\*/g, '$1.*');
  return meant === pattern ? undefined : meant;
}
