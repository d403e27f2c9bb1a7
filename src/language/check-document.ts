import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Diagnostic } from '../base/errors.ts';
import type { FileText } from './source-map.ts';

const deepest = 50;
const mostAliases = 100;
const mostNodes = 100_000;

/** What YAML allows and this language does not: repeated keys, merge keys, unreadable numbers, bombs of aliases. */
export function checkDocument(document: Document, place: FileText): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const sizes = new Map<string, number>();
  let aliases = 0;
  let tooDeep = false;

  const report = (rule: string, node: unknown, message: string, hint?: string, related?: Diagnostic['related']) => {
    const range = isNode(node) ? node.range : undefined;
    const at = place.location(range?.[0] ?? 0, range?.[1] ?? 0);
    diagnostics.push({
      severity: 'error',
      rule,
      message,
      at,
      ...(hint === undefined ? {} : { hint }),
      ...(related === undefined ? {} : { related }),
    });
  };

  const checkKeys = (map: YAMLMap) => {
    const seen = new Map<string, unknown>();
    for (const { key } of map.items) {
      if (!isScalar(key)) {
        report('bad-key', key, 'a key must be a plain word');
        continue;
      }
      const name = String(key.value);
      if (name === '<<') {
        report('merge-key', key, 'merge keys (`<<`) are not part of this language', 'write the keys out');
        continue;
      }
      const first = seen.get(name);
      if (first === undefined) seen.set(name, key);
      else {
        const range = isNode(first) ? first.range : undefined;
        const at = place.location(range?.[0] ?? 0, range?.[1] ?? 0);
        report('duplicate-key', key, `\`${name}\` stands here a second time`, 'remove or rename one of them', {
          at,
          message: 'the first one',
        });
      }
    }
  };

  /** Nodes below `node` once aliases are written out. */
  const walk = (node: unknown, depth: number): number => {
    if (isAlias(node)) {
      if (node.resolve(document) === undefined) {
        report('bad-alias', node, 'there is no anchor of this name before this');
        return 1;
      }
      aliases += 1;
      if (aliases === mostAliases + 1) report('too-many-aliases', node, `more than ${mostAliases} aliases in one file`);
      const size = sizes.get(node.source);
      if (size === undefined) report('bad-alias', node, 'this alias points into itself');
      return size ?? 1;
    }
    if (depth > deepest) {
      if (tooDeep) return 1;
      tooDeep = true;
      report('too-deep', node, `nested more than ${deepest} levels deep`);
      return 1;
    }
    let size = 1;
    if (isMap(node)) {
      checkKeys(node);
      for (const pair of node.items) size += 1 + walk(pair.value, depth + 1);
    } else if (isSeq(node)) {
      for (const item of node.items) size += walk(item, depth + 1);
    } else if (isScalar(node) && typeof node.value === 'number' && unreadable(node.value)) {
      report('inexact-number', node, 'this number cannot be held exactly', 'quote it if it is a name or an identifier');
    }
    const anchor = anchorOf(node);
    if (anchor !== undefined) sizes.set(anchor, size);
    return size;
  };

  if (document.directives?.yaml.version !== '1.2') {
    report('yaml-version', document.contents, 'this file asks for another YAML than 1.2', 'remove the `%YAML` line');
  }
  const total = walk(document.contents, 0);
  if (total > mostNodes) {
    report('alias-bomb', document.contents, `written out, this file has ${total} values`, 'write out what is meant');
  }
  return diagnostics;
}

const unreadable = (value: number): boolean =>
  !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));

const anchorOf = (node: unknown): string | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
