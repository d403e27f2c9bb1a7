import type { Diagnostic } from '../../base/errors.ts';
import { isRecord, type Values } from '../../base/values.ts';
import { mistake } from '../../language/diagnostic.ts';
import type { At } from './lint-secrets.ts';
import { fieldOfWay, waysOn } from './words-items.ts';

/** What the source itself knows under these names, if its words say so. */
export function movingFields({ since, pages }: Values): readonly string[] {
  const ways = isRecord(pages) ? waysOn.filter((way) => pages[way] !== undefined) : [];
  const fields = [...(since === undefined ? [] : ['since']), ...ways.map((way) => fieldOfWay[way])];
  return fields.filter((field) => field !== undefined);
}

/** Answers that hold more than one record; `used`: the fields that the request's templates name. */
export function lintItems(words: Values, targets: readonly Values[], used: readonly string[], at: At): Diagnostic[] {
  const isLines = words.format === 'ndjson';
  if (words.items === undefined && !isLines) return lintWithoutItems(words, at);
  return [
    ...(isLines ? lintLines(words, at) : []),
    ...(words.unchanged === undefined && words.since === undefined ? [nothingTells(isLines, at)] : []),
    ...(isRecord(words.pages) ? lintPages(words.pages, used, at) : []),
    ...lintReserved(words, targets, at),
  ];
}

function lintWithoutItems(words: Values, at: At): Diagnostic[] {
  const hint = 'name the list: `items: results` for a member, `items: /` where the answer itself is the list';
  const foreign = ['since', 'remember', 'pages'].filter((word) => words[word] !== undefined);
  const several = Array.isArray(words.unchanged) ? ['unchanged'] : [];
  return [...foreign, ...several].map((word) => {
    const what = word === 'unchanged' ? 'more than one `unchanged` member' : `\`${word}\``;
    const message = `${what} is for items, and without \`items\` each answer is one record`;
    return mistake('http-no-items', { ...at('http', word), part: 'key' }, message, { hint });
  });
}

function lintLines(words: Values, at: At): Diagnostic[] {
  const inside = isRecord(words.pages) ? words.pages : {};
  const paths = [
    ...(words.items === undefined ? [] : [['items']]),
    ...['next', 'cursor', 'more'].filter((word) => inside[word] !== undefined).map((word) => ['pages', word]),
  ];
  return paths.map((path) => {
    const message = `\`${path.join('.')}\` is read from a JSON document, and \`format: ndjson\` means lines`;
    const hint = 'each line is an item; pages of lines go by `link`, `last`, `number` or `offset`';
    return mistake('http-lines', { ...at('http', ...path), part: 'key' }, message, { hint });
  });
}

function nothingTells(isLines: boolean, at: At): Diagnostic {
  const message = 'nothing tells a new item from one that was read before, and each poll would repeat all of them';
  const hint = 'name the member that identifies an item, `unchanged: id`, or one that grows, `since: updated_at`';
  return mistake('http-items', { ...at('http', isLines ? 'format' : 'items'), part: 'key' }, message, { hint });
}

function lintPages(pages: Values, used: readonly string[], at: At): Diagnostic[] {
  const [way, ...others] = waysOn.filter((one) => pages[one] !== undefined);
  if (way === undefined) {
    const hint = `write one of ${waysOn.join(', ')}`;
    return [
      mistake('http-pages', { ...at('http', 'pages'), part: 'key' }, 'nothing says how the next page is found', {
        hint,
      }),
    ];
  }
  if (others.length > 0) {
    const related = { place: at('http', 'pages', way), message: 'the other one' };
    return others.map((other) =>
      mistake('http-pages', at('http', 'pages', other), 'the next page is found in one way, and here are two', {
        related,
        hint: 'keep one of them',
      }),
    );
  }
  const field = fieldOfWay[way];
  if (field === undefined || used.includes(field)) return [];
  const message = `no request asks for the page: {${field}} stands nowhere`;
  const hint = `write it where the API takes it, such as \`query: { ${field}: "{${field}}" }\``;
  return [mistake('http-pages', { ...at('http', 'pages', way), part: 'key' }, message, { hint })];
}

function lintReserved(words: Values, targets: readonly Values[], at: At): Diagnostic[] {
  const moving = movingFields(words);
  return targets.flatMap((target, index) =>
    Object.keys(target)
      .filter((field) => moving.includes(field))
      .map((field) =>
        mistake('http-reserved', { ...at('http', 'targets', index, field), part: 'key' }, whatMoves(field), {
          hint: 'give the field another name',
        }),
      ),
  );
}

const whatMoves = (field: string) => `{${field}} means where reading is, so that a target cannot have that field`;
