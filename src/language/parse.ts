import { type ErrorCode, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { Diagnostic } from '../base/errors.ts';
import { checkDocument } from './check-document.ts';
import { MASK, maskSecrets } from './mask.ts';
import type { SourceMap } from './model.ts';
import { DocumentMap, FileText } from './source-map.ts';

/** One YAML file as plain values, with the places they came from. */
export interface ParsedFile {
  readonly file: string;
  /** Undefined when the text could not be read as YAML. */
  readonly value: unknown;
  readonly map: SourceMap;
  readonly diagnostics: readonly Diagnostic[];
}

/** No pipeline a person writes comes near; what does is an attack or an accident. */
const largestFile = 1_000_000;

/** Mistakes after which the rest of a file can still be read, so that all of them are told at once. */
const harmless: readonly string[] = ['duplicate-key', 'merge-key', 'inexact-number'];

/** The parser's time grows with the square of the depth: what is absurdly deep does not reach it. */
const mostBrackets = 500;

function openBrackets(text: string): number {
  let open = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    most = Math.max(most, open);
  }
  return most;
}

/** What the parser says after it has lost the thread; said alone it counts. */
const consequences: readonly ErrorCode[] = ['UNEXPECTED_TOKEN', 'MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR'];

const plainWords: Partial<Record<ErrorCode, { message: string; hint?: string }>> = {
  TAB_AS_INDENT: { message: 'a tab stands where YAML wants spaces', hint: 'indent with two spaces' },
  MULTIPLE_DOCS: { message: 'a second document starts here', hint: 'one file declares one pipeline: split it' },
  BAD_INDENT: { message: 'this line is indented differently from its neighbours' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a nested mapping cannot start on this line',
    hint: 'quote the value if it contains `: `, or move what follows to a line of its own',
  },
  TAG_RESOLVE_FAILED: { message: 'tags (`!…`) are not part of this language', hint: 'remove the tag' },
};

const unclosed = {
  message: 'a bracket that was opened before is not closed',
  hint: 'every { needs its }, every [ its ]',
};

/** The parser's own words may repeat what it could not read. */
const masked = { message: 'this value cannot be read', hint: 'put it in quotes' };

/** A reference that is not quoted inside `{ }` ends the mapping, which no YAML message would tell. */
function referenceIn(line: string | undefined): { message: string; hint: string } | undefined {
  if (line === undefined || !/[{[,].*[\s,:]\$\{/.test(line)) return undefined;
  return { message: 'a reference inside brackets must be quoted', hint: 'write "${var:NAME}" with the quotes' };
}

/** Reads YAML 1.2 (core schema, no merge keys, no tags, unique keys) within limits of size, depth and aliases. */
export function parseYaml(file: string, text: string): ParsedFile {
  const counter = new LineCounter();
  const refuse = (rule: string, message: string): ParsedFile => {
    const at = { file, line: 1, column: 1, endColumn: 2, text: '' };
    return {
      file,
      value: undefined,
      map: { locate: () => at },
      diagnostics: [{ severity: 'error', rule, message, at }],
    };
  };
  if (text.length > largestFile) return refuse('too-large', `the file has more than ${largestFile} characters`);
  if (openBrackets(text) > mostBrackets) return refuse('too-deep', 'the nesting is too deep to read');
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { lineCounter: counter, merge: false, uniqueKeys: false, prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return refuse('too-deep', 'the nesting is too deep to read');
    throw error;
  }
  const place = new FileText(file, maskSecrets(text, document), counter);
  const map = new DocumentMap(place, document);
  const found = [...document.errors, ...document.warnings]
    .filter((error, index) => index === 0 || !consequences.includes(error.code))
    .map((error) => syntaxError(error, place));
  const diagnostics = found.length > 0 ? found : checkDocument(document, place);
  const readable = diagnostics.every(({ rule }) => harmless.includes(rule));
  const value = readable ? document.toJS({ maxAliasCount: -1 }) : undefined;
  return { file, value, map, diagnostics };
}

function syntaxError(error: YAMLError, place: FileText): Diagnostic {
  const [from, to] = error.pos;
  const overflow = error.message.includes('call stack');
  const at = place.location(from, to);
  const known = at.text?.includes(MASK)
    ? masked
    : error.message.startsWith('Flow ')
      ? unclosed
      : (referenceIn(at.text) ?? plainWords[error.code]);
  return {
    severity: 'error',
    rule: overflow ? 'too-deep' : 'yaml-syntax',
    message: overflow
      ? 'the nesting is too deep to read'
      : (known?.message ?? `${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`),
    at,
    ...(known?.hint === undefined ? {} : { hint: known.hint }),
  };
}
