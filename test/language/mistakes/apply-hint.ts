import { type Document, isMap, isScalar, isSeq, type Pair, parse, type YAMLMap } from 'yaml';
import type { Diagnostic } from '../../../src/base/errors.ts';

/** The node that a diagnostic underlines: `key` where that is a key of `map`, else the value of `key`. */
interface Underlined {
  readonly parents: readonly YAMLMap[];
  readonly key: unknown;
  readonly part: 'key' | 'value';
  /** Of a value in a list. */
  readonly index?: number;
}

/**
 * Does with `document` what the hint of `diagnostic` says, word by word, as a reader would who knows nothing else.
 * Returns false for a hint that says nothing to do.
 */
export function applyHint(document: Document, text: string, diagnostic: Diagnostic): boolean {
  const { hint } = diagnostic;
  const found = underlined(document, offsetOf(text, diagnostic));
  if (hint === undefined || found === undefined) return false;
  const { parents, key, part, index } = found;
  const map = parents.at(-1);
  if (map === undefined) return false;
  const replace = (value: unknown) => {
    const list = map.get(key);
    if (index !== undefined && isSeq(list)) list.set(index, document.createNode(value, { flow: true }));
    else map.set(key, document.createNode(value, { flow: true }));
  };

  const beside = /^did you mean `(.+?)` by `(.+?)`/.exec(hint);
  const inside = map.get(key);
  if (beside?.[1] !== undefined) {
    if (isMap(inside)) rename(inside, beside[2] ?? '', beside[1]);
    return true;
  }
  const meant = /did you mean `(.+?)`\?/.exec(hint)?.[1];
  if (meant !== undefined) {
    if (part === 'key') rename(map, key, meant);
    else replace(meant);
    return true;
  }
  const whole = /^write the field as `(.+?)`/.exec(hint)?.[1];
  if (whole !== undefined) {
    const [[field, value] = ['', null]] = Object.entries(Object(parse(whole)));
    const plain = (key: unknown) => String(isScalar(key) ? key.value : key).replace(/\?$/, '');
    const holder = [...parents].reverse().find(({ items }) => items.some((pair) => plain(pair.key) === plain(field)));
    const pair = holder?.items.find(({ key: one }) => plain(one) === plain(field));
    if (holder === undefined || pair === undefined) return false;
    holder.set(isScalar(pair.key) ? pair.key.value : field, document.createNode(value, { flow: true }));
    rename(holder, isScalar(pair.key) ? pair.key.value : field, field);
    return true;
  }
  const name = /call (?:the field|it) `(.+?)`/.exec(hint)?.[1];
  const left = /^(?:leave|take) (it|`(.+?)`) (?:out|away)|^remove (it|`(.+?)`)/.exec(hint);
  if (left !== null) {
    const other = left[2] ?? left[4];
    if (other !== undefined) (isMap(inside) && inside.has(other) ? inside : map).delete(other);
    else if (index !== undefined && isSeq(inside)) inside.delete(index);
    else map.delete(key);
    const above = parents.at(-2);
    if (name !== undefined && above !== undefined) rename(above, keyOf(above, map), name);
    return true;
  }
  if (name !== undefined) {
    rename(map, key, name);
    return true;
  }
  const written = /\bwrite `(.+?)`/.exec(hint)?.[1];
  if (written !== undefined) {
    const snippet: unknown = parse(written);
    if (part === 'value') replace(snippet);
    else if (typeof snippet === 'string') rename(map, key, snippet);
    else {
      map.delete(key);
      merge(document, map, snippet);
    }
    return true;
  }
  const added = /\badd `(.+?)`/.exec(hint)?.[1];
  if (added !== undefined) {
    const snippet: unknown = parse(added.endsWith(':') ? `${added} null` : added);
    merge(document, isMap(inside) ? inside : map, typeof snippet === 'string' ? { [snippet]: null } : snippet);
    return true;
  }
  const one = /(choose|write|keep) one of:? (.+)$/.exec(hint);
  if (one !== null) {
    const first = (one[2] ?? '').split(', ')[0] ?? '';
    if (part === 'key') rename(map, key, first);
    else replace(first);
    return true;
  }
  return false;
}

function merge(document: Document, into: YAMLMap, snippet: unknown): void {
  for (const [key, value] of Object.entries(snippet ?? {})) {
    const there = into.get(key);
    if (isMap(there) && typeof value === 'object') merge(document, there, value);
    else into.set(key, document.createNode(value, { flow: true }));
  }
}

function rename(map: YAMLMap, from: unknown, to: string): void {
  const pair = map.items.find(({ key }) => isScalar(key) && key.value === from);
  if (pair !== undefined && isScalar(pair.key)) pair.key.value = to;
}

const keyOf = (map: YAMLMap, value: unknown): unknown => {
  const pair = map.items.find((item) => item.value === value);
  return isScalar(pair?.key) ? pair.key.value : undefined;
};

function offsetOf(text: string, { at }: Diagnostic): number {
  const before = text.split('\n').slice(0, at.line - 1);
  return before.reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
}

/** The pair whose key or value begins at `offset`. A mapping begins where its first key does: the key is meant. */
function underlined(document: Document, offset: number): Underlined | undefined {
  return find(document, offset, 'key') ?? find(document, offset, 'value');
}

function find(document: Document, offset: number, wanted: 'key' | 'value'): Underlined | undefined {
  const walk = (node: unknown, parents: readonly YAMLMap[]): Underlined | undefined => {
    if (!isMap(node)) return undefined;
    const here = [...parents, node];
    for (const pair of node.items as Pair[]) {
      const key = isScalar(pair.key) ? pair.key.value : undefined;
      if (wanted === 'key' && startOf(pair.key) === offset) return { parents: here, key, part: 'key' };
      if (wanted === 'value' && startOf(pair.value) === offset) return { parents: here, key, part: 'value' };
      if (isSeq(pair.value)) {
        const index = pair.value.items.findIndex((item) => startOf(item) === offset);
        if (wanted === 'value' && index >= 0) return { parents: here, key, part: 'value', index };
        const deeper = pair.value.items.map((item) => walk(item, here)).find((found) => found !== undefined);
        if (deeper !== undefined) return deeper;
      }
      const below = walk(pair.value, here);
      if (below !== undefined) return below;
    }
    return undefined;
  };
  return walk(document.contents, []);
}

const startOf = (node: unknown): number | undefined => {
  const range = typeof node === 'object' && node !== null ? Reflect.get(node, 'range') : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
};
