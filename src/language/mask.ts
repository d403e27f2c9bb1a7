import { type Document, isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import { isReference, isSecret, isSecretParameter, replaceInAddresses } from './secret.ts';

/** What stands in place of each character of a secret, so that columns stay where they are. */
export const MASK = '•';

/** Keys below which names are a person's own words for data, not settings. */
const ownWords = ['events', 'topics', 'fields', 'types'];
/** `sinks.NAME.KIND.…`: names of entries say nothing about what stands in them. */
const depthOfSettings = 3;

/** Whether what stands at `path` is by its keys likely a secret; not so where keys name data. */
export function isSecretPlace(path: readonly (string | number)[]): boolean {
  const steps = path.map(String);
  if (steps.some((step) => ownWords.includes(step))) return false;
  if (steps.includes('authentication') && steps.includes('headers')) return true;
  const keys = path.filter((step) => typeof step === 'string');
  const own = keys.at(-1);
  if (own === undefined) return false;
  const parameter = ['query', 'headers'].includes(keys.at(-2) ?? '');
  return (
    [own, ...steps.slice(depthOfSettings)].some((step) => isSecret(step, [])) || (parameter && isSecretParameter(own))
  );
}

type Range = readonly [from: number, to: number];

const hide = (secret: string): string => secret.replace(/[^\r\n]/g, MASK);

/** The text without what `ranges` hold; `key: ` before a value stays. */
function without(text: string, ranges: readonly Range[]): string {
  return [...ranges].reduce((rest, [from, to]) => {
    const before = /^["']?\s*:\s*/.exec(rest.slice(from, to))?.[0].length ?? 0;
    return rest.slice(0, from + before) + hide(rest.slice(from + before, to)) + rest.slice(to);
  }, text);
}

/** Ranges of the values that are likely secrets, from their keys on: a tag or an anchor may be part of one. */
function secretRanges(document: Document): Range[] {
  const ranges: Range[] = [];
  const take = (value: unknown, from?: number): void => {
    const target = isAlias(value) ? (value.resolve(document) ?? value) : value;
    if (!isNode(target) || !target.range) return;
    if (isScalar(target) && (typeof target.value === 'boolean' || isReference(String(target.value)))) return;
    ranges.push([target === value ? (from ?? target.range[0]) : target.range[0], target.range[1]]);
  };
  const walk = (value: unknown, path: readonly (string | number)[], from?: number): void => {
    if (isMap(value)) {
      for (const pair of value.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : '';
        walk(pair.value, [...path, key], isNode(pair.key) ? pair.key.range?.[1] : undefined);
      }
    } else if (isSeq(value)) {
      for (const [index, item] of value.items.entries()) walk(item, [...path, index]);
    } else if (isSecretPlace(path)) take(value, from);
  };
  walk(document.contents, []);
  return ranges;
}

/** Lines of a text that is no YAML: what follows a key of a secret, and the lines that are indented deeper. */
function withoutSecretLines(text: string): string {
  let hiding = -1;
  return text
    .split('\n')
    .map((line) => {
      const indent = line.search(/\S/);
      if (hiding >= 0 && (indent > hiding || indent < 0)) return hide(line);
      hiding = -1;
      const found = [...line.matchAll(/([\w.-]+)["']?\s*:\s*/g)].find(
        ([, key = '']) => isSecret(key, []) || isSecretParameter(key),
      );
      if (found === undefined) return line;
      hiding = indent;
      const end = found.index + found[0].length;
      return line.slice(0, end) + hide(line.slice(end));
    })
    .join('\n');
}

/** A file's text as its lines may be shown: of the same length, without what are likely secrets. */
export function maskSecrets(text: string, document: Document | undefined): string {
  const broken = document === undefined || document.errors.length > 0 || document.warnings.length > 0;
  const ranges = document === undefined ? [] : secretRanges(document);
  const masked = without(text, ranges);
  return replaceInAddresses(broken ? withoutSecretLines(masked) : masked, hide);
}
