import type { Diagnostic } from '../../base/errors.ts';
import { entriesOf, isRecord, listOf, text, type Values } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { KindInput } from '../kind-input.ts';
import { type At, lintSecrets } from './lint-secrets.ts';

/** Rules of an HTTP source that need no network. */
export function lintHttp(input: KindInput): readonly Diagnostic[] {
  const { map, pointer, words, topics } = input.declaration;
  const at: At = (...path) => ({ map, pointer: [...pointer, ...path] });
  const targets: readonly Values[] = Array.isArray(words.targets) ? words.targets.filter(isRecord) : [{}];
  return [
    ...(topics.length > 1
      ? [mistake('http-one-topic', at('to'), 'an http source writes to one topic', { hint: 'give each topic its own' })]
      : []),
    ...lintPlaceholders(words, targets, at),
    ...lintRequests(words, targets, at),
    ...lintAdded(words, targets, at),
    ...lintPointers(words, at),
    ...lintSecrets(input, at),
  ];
}

/** The text pieces of a request and where they stand. */
function pieces(words: Values): readonly { readonly path: readonly string[]; readonly held: string }[] {
  const of = (word: string) =>
    entriesOf(words[word]).map(([name, value]) => ({ path: [word, name], held: `${value}` }));
  return [{ path: ['url'], held: text(words.url) ?? '' }, ...of('query'), ...of('headers')];
}

const fieldsOf = (held: string) =>
  [...held.matchAll(/(?<!\$)\{([A-Za-z_][A-Za-z0-9_-]*)\}/g)].map(([, name = '']) => name);

function lintPlaceholders(words: Values, targets: readonly Values[], at: At): Diagnostic[] {
  const known = [...new Set(targets.flatMap((target) => Object.keys(target)))];
  return pieces(words).flatMap(({ path, held }) =>
    fieldsOf(held)
      .filter((field) => (path[0] === 'url' ? targets : known).length > 0 && !everywhere(field, path, targets, known))
      .map((field) => {
        const some = known.includes(field);
        const message = some ? `not every target has the field \`${field}\`` : `no target has the field \`${field}\``;
        const hint = some ? 'give it to each target, or move it to `query`' : meant(field, known, 'field');
        return mistake('http-placeholder', at('http', ...path), message, { hint });
      }),
  );
}

/** The address needs its fields of every target; parameters and headers are left out where they lack. */
function everywhere(field: string, path: readonly string[], targets: readonly Values[], known: readonly string[]) {
  return path[0] === 'url' ? targets.every((target) => Object.hasOwn(target, field)) : known.includes(field);
}

/** Two targets whose requests are the same would share one offset. */
function lintRequests(words: Values, targets: readonly Values[], at: At): Diagnostic[] {
  const used = [...new Set(pieces(words).flatMap(({ held }) => fieldsOf(held)))].sort();
  const requests = targets.map((target) => JSON.stringify(used.map((field) => target[field])));
  return requests.flatMap((request, index) => {
    const first = requests.indexOf(request);
    if (first === index) return [];
    const message = 'this target asks for the same as another';
    const related = { place: at('http', 'targets', first), message: 'the other one' };
    const hint = `requests differ by ${used.length === 0 ? 'no field yet: use one as {field} in `url` or `query`' : used.join(', ')}`;
    return [mistake('http-same-request', at('http', 'targets', index), message, { related, hint })];
  });
}

function lintAdded(words: Values, targets: readonly Values[], at: At): Diagnostic[] {
  const known = [...new Set(targets.flatMap((target) => Object.keys(target)))];
  return listOf(words.add).flatMap((field, index) => {
    if (known.includes(field)) return [];
    const hint = meant(field, known, 'field');
    return [mistake('http-unknown-field', at('http', 'add', index), `no target has the field \`${field}\``, { hint })];
  });
}

/** An answer is one JSON object, so that a pointer cannot begin with the place in a list. */
function lintPointers(words: Values, at: At): Diagnostic[] {
  const fields = entriesOf(words.record).map(([name, held]) => ({ path: ['record', name], held }));
  return [{ path: ['unchanged'], held: words.unchanged }, ...fields].flatMap(({ path, held }) => {
    if (!/^\/\d+(\/|$)/.test(text(held) ?? '')) return [];
    const message = `\`${held}\` means an item of a list, and an answer is one JSON object`;
    const hint = 'name a member such as `dt`, or a pointer such as /main/temp';
    return [mistake('http-list', at('http', ...path), message, { hint })];
  });
}
