import { ServiceError } from '../base/errors.ts';

/** Characters of one JSON text at most: it is held in memory. */
const LONGEST = 16_000_000;

/**
 * The JSON texts of a file: its lines; or the items of the list that it is; or the values that stand one behind the
 * other, where its first line is no JSON by itself. A line that is no JSON is a text too.
 */
export async function* jsonTexts(input: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  let split: Split | undefined;
  for await (const chunk of input) {
    held += chunk;
    if (split === undefined) {
      const start = held.search(/[^\s\uFEFF]/);
      const end = held.indexOf('\n', Math.max(start, 0));
      if (start < 0 || (end < 0 && held[start] !== '[')) {
        tooLong(held);
        continue;
      }
      split = splitOf(held.slice(start), end < 0 ? undefined : held.slice(start, end));
      held = held.slice(start);
    }
    const { texts, rest } = split(held, false);
    yield* texts;
    held = rest;
    tooLong(held);
  }
  const start = held.search(/[^\s\uFEFF]/);
  if (start < 0) return;
  split ??= splitOf(held.slice(start), held.slice(start));
  yield* split(split === lines ? held : held.slice(start), true).texts;
}

/** The whole texts at the beginning of what is there, and what is left of it. */
type Split = (held: string, isEnd: boolean) => { readonly texts: readonly string[]; readonly rest: string };

function splitOf(held: string, line: string | undefined): Split {
  if (held.startsWith('[') && (line === undefined || !isJson(line) || held.trimEnd() === line.trimEnd())) {
    return values(true);
  }
  return line === undefined || isJson(line) || !held.startsWith('{') ? lines : values(false);
}

const lines: Split = (held, isEnd) => {
  const all = held.split('\n');
  const rest = isEnd ? '' : (all.pop() ?? '');
  return { texts: all.map((line) => line.trim()).filter((line) => line !== ''), rest };
};

/** Values one behind the other; `inList`: those of a list. */
function values(inList: boolean): Split {
  let isOpen = !inList;
  return (held, isEnd) => {
    const texts: string[] = [];
    let at = 0;
    for (;;) {
      while (at < held.length && /[\s,]/.test(held[at] ?? '')) at++;
      if (!isOpen && held[at] === '[') {
        isOpen = true;
        at++;
        continue;
      }
      if (at >= held.length || (inList && held[at] === ']')) break;
      const end = endOfValue(held, at) ?? (isEnd ? held.length : undefined);
      if (end === undefined) return { texts, rest: held.slice(at) };
      texts.push(held.slice(at, end).trim());
      at = Math.max(end, at + 1);
    }
    return { texts, rest: held.slice(at) };
  };
}

/** Where the value that begins at `start` ends; undefined where it goes on. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      at++;
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
      if (at >= text.length) return undefined;
      if (depth === 0) return at + 1;
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && at > start && (character === ',' || character === '\n')) return at;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function tooLong(held: string): void {
  if (held.length <= LONGEST) return;
  throw new ServiceError(`One JSON text is longer than ${LONGEST.toLocaleString('en-US')} characters`, {
    hint: 'Write one record per line, or name the list with --items.',
  });
}
