import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import type { Location } from '../base/errors.ts';
import type { Pointer, SourceMap } from './model.ts';

/** The lines of one file as they may be shown, for locations. */
export class FileText {
  readonly file: string;
  readonly #lines: readonly string[];
  readonly #counter: LineCounter;

  constructor(file: string, text: string, counter: LineCounter) {
    this.file = file;
    this.#lines = text.split(/\r?\n/);
    this.#counter = counter;
  }

  /** The place of the characters `[from, to)`; what spans several lines is marked on its first line only. */
  location(from: number, to: number): Location {
    const start = this.#counter.linePos(from);
    const end = this.#counter.linePos(Math.max(from, to));
    const line = Math.max(1, start.line);
    const column = Math.max(1, start.col);
    const text = this.#lines[line - 1] ?? '';
    const endColumn = end.line === start.line ? Math.max(end.col, column + 1) : text.trimEnd().length + 1;
    return { file: this.file, line, column, endColumn: Math.max(endColumn, column + 1), text };
  }
}

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

/** Finds the text behind pointers of a parsed document. A pointer to nothing leads to its nearest ancestor. */
export class DocumentMap implements SourceMap {
  readonly #text: FileText;
  readonly #document: Document;

  constructor(text: FileText, document: Document) {
    this.#text = text;
    this.#document = document;
  }

  locate(pointer: Pointer, part: 'value' | 'key' = 'value'): Location {
    let key: Node | undefined;
    let value: unknown = this.#document.contents;
    let complete = true;
    for (const step of pointer) {
      const found = this.#child(value, step);
      if (found === undefined) {
        complete = false;
        break;
      }
      key = found.key ?? key;
      value = found.value;
    }
    const wanted = part === 'key' || !complete ? (key ?? value) : isNode(value) ? value : key;
    const range = isNode(wanted) ? wanted.range : undefined;
    return this.#text.location(range?.[0] ?? 0, range?.[1] ?? 0);
  }

  #child(parent: unknown, step: string | number): { key: Node | undefined; value: unknown } | undefined {
    const node = isAlias(parent) ? parent.resolve(this.#document) : parent;
    if (isMap(node)) {
      // A contract's optional field `x` may be written `x?`.
      const pair =
        node.items.findLast((item) => keyText(item.key) === String(step)) ??
        node.items.findLast((item) => keyText(item.key) === `${step}?`);
      if (pair === undefined) return undefined;
      return { key: isNode(pair.key) ? pair.key : undefined, value: pair.value };
    }
    if (isSeq(node) && typeof step === 'number') {
      const value = node.items[step];
      return value === undefined ? undefined : { key: isNode(value) ? value : undefined, value };
    }
    return undefined;
  }
}
