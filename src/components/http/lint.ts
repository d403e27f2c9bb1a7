import type { Diagnostic } from '../../base/errors.ts';
import { entriesOf, isRecord, listOf, text, type Values } from '../../base/values.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { KindInput } from '../kind-input.ts';
import { lintAuth } from './lint-auth.ts';
import { lintItems, movingFields } from './lint-items.ts';
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
    ...lintItems(words, targets, usedIn(words), at),
    ...lintBody(words, at),
    ...lintAuth(words, at),
    ...lintSecrets(input, at),
  ];
}

/** The text pieces of a request and where they stand. */
function pieces(words: Values): readonly { readonly path: readonly string[]; readonly held: string }[] {
  const of = (word: string) =>
    entriesOf(words[word]).map(([name, value]) => ({ path: [word, name], held: `${value}` }));
  const body = textsOf(words.body).map((held) => ({ path: ['body'], held }));
  return [{ path: ['url'], held: text(words.url) ?? '' }, ...of('query'), ...of('headers'), ...body];
}

/** The texts of a body in which a template may stand: GraphQL, the text `query`, has braces of its own. */
function textsOf(body: unknown): readonly string[] {
  if (typeof body === 'string') return [body];
  if (Array.isArray(body)) return body.flatMap(textsOf);
  return entriesOf(body).flatMap(([name, value]) =>
    name === 'query' && typeof value === 'string' ? [] : textsOf(value),
  );
}

const usedIn = (words: Values) => [...new Set(pieces(words).flatMap(({ held }) => fieldsOf(held)))];

const fieldsOf = (held: string) =>
  [...held.matchAll(/(?<!\$)\{([A-Za-z_][A-Za-z0-9_-]*)\}/g)].map(([, name = '']) => name);

function lintPlaceholders(words: Values, targets: readonly Values[], at: At): Diagnostic[] {
  const known = [...new Set(targets.flatMap((target) => Object.keys(target)))];
  const moving = movingFields(words);
  return pieces(words).flatMap(({ path, held }) =>
    fieldsOf(held)
      .filter((field) => !moving.includes(field))
      .filter((field) => targets.length > 0 && !everywhere(field, path, targets, known))
      .map((field) => {
        const some = known.includes(field);
        const message = some ? `not every target has the field \`${field}\`` : `no target has the field \`${field}\``;
        const hint = some
          ? 'give it to each target, or move it to `query`'
          : (ofReading[field] ?? meant(field, [...known, ...moving], 'field'));
        return mistake('http-placeholder', at('http', ...path), message, { hint });
      }),
  );
}

/** What would make a field known that no target has. */
const ofReading: Readonly<Record<string, string>> = {
  since: 'name the member of an item that grows: `since: updated_at`',
  cursor: 'say where an answer holds it: `pages: { cursor: /meta/next }`',
  page: 'say where the pages begin: `pages: { number: 1 }`',
  offset: 'say where the items begin: `pages: { offset: 0 }`',
};

/** The address needs its fields of every target; parameters and headers are left out where they lack. */
function everywhere(field: string, path: readonly string[], targets: readonly Values[], known: readonly string[]) {
  return path[0] === 'url' ? targets.every((target) => Object.hasOwn(target, field)) : known.includes(field);
}

/** Two targets whose requests are the same would share one offset. */
function lintRequests(words: Values, targets: readonly Values[], at: At): Diagnostic[] {
  const used = usedIn(words).toSorted();
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

function lintBody(words: Values, at: At): Diagnostic[] {
  const first = ['since', 'cursor'].filter((field) => fieldsOf(text(words.url) ?? '').includes(field));
  const early = movingFields(words).filter((field) => first.includes(field));
  return [
    ...(words.body === undefined || words.method === 'POST'
      ? []
      : [
          mistake('http-body', { ...at('http', 'body'), part: 'key' }, 'only a POST has a body', {
            hint: 'write `method: POST`',
          }),
        ]),
    ...early.map((field) =>
      mistake('http-placeholder', at('http', 'url'), `the first request has no {${field}}, and its address needs one`, {
        hint: 'move it to `query`, `headers` or `body`, where it is left out as long as there is none',
      }),
    ),
  ];
}

/** An answer is one JSON object, so that a pointer cannot begin with the place in a list. */
function lintPointers(words: Values, at: At): Diagnostic[] {
  const fields = entriesOf(words.record).map(([name, held]) => ({ path: ['record', name], held }));
  const unchanged = listOf(words.unchanged).map((held) => ({ path: ['unchanged'], held }));
  const isItem = words.items !== undefined || words.format === 'ndjson';
  return [...unchanged, { path: ['since'], held: words.since }, ...fields].flatMap(({ path, held }) => {
    if (!/^\/\d+(\/|$)/.test(text(held) ?? '')) return [];
    const message = `\`${held}\` means an item of a list, and ${isItem ? 'an item' : 'an answer'} is one JSON object`;
    const hint = 'name a member such as `dt`, or a pointer such as /main/temp';
    return [mistake('http-list', at('http', ...path), message, { hint })];
  });
}
