import { UsageError } from '../../base/errors.ts';
import { numberIn } from '../../base/numbers.ts';

/** What a column may be for the recommender, with the names it usually has (lower case, letters and digits only). */
const USUAL = {
  user: ['user', 'userid', 'uid', 'visitor', 'visitorid', 'customer', 'customerid', 'session', 'sessionid'],
  item: ['item', 'itemid', 'iid', 'movie', 'movieid', 'product', 'productid', 'article', 'articleid'],
  rating: ['rating', 'stars'],
  time: ['timestamp', 'time', 'ts', 'date', 'datetime', 'unixtime'],
} as const;
export type Role = keyof typeof USUAL;
const ROLES: readonly Role[] = ['user', 'item', 'rating', 'time'];

/** Which column is the user, the item …, by name. */
export type Chosen = Readonly<Partial<Record<Role, string | undefined>>>;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function usual(role: Role, names: readonly string[]): string | undefined {
  const known: readonly string[] = USUAL[role];
  return known.flatMap((one) => names.find((name) => plain(name) === one) ?? [])[0];
}

/** Whether a first line names columns. */
export const isHeader = (cells: readonly string[]): boolean =>
  ROLES.some((role) => usual(role, cells) !== undefined) && cells.every((cell) => numberIn(cell) === undefined);

/** Names for the columns of a file without a header, as MovieLens has them: user, item, rating, time. */
export function usualOrder(cells: readonly string[]): readonly string[] {
  const third = (numberIn(cells[2] ?? '') ?? Number.POSITIVE_INFINITY) < 1e8 ? 'rating' : 'time';
  return cells.length === 3 ? ['user', 'item', third] : ['user', 'item', 'rating', 'time'].slice(0, cells.length);
}

/** Which of the columns `names` is what: as `wanted` says, else by their usual names. @throws UsageError */
export function chooseColumns(names: readonly string[], wanted: Chosen, where: string): Chosen {
  const chosen: Partial<Record<Role, string>> = {};
  for (const role of ROLES) {
    const name = wanted[role];
    if (name !== undefined && !names.includes(name)) {
      throw new UsageError(`There is no column \`${name}\``, { where, hint: `There are: ${names.join(', ')}.` });
    }
    const found = name ?? usual(role, names);
    if (found !== undefined) chosen[role] = found;
  }
  for (const role of ['user', 'item'] as const) {
    if (chosen[role] === undefined) {
      throw new UsageError(`Which column is the ${role}?`, {
        where,
        hint: `Say --${role} NAME; there are: ${names.join(', ')}. A file without a header takes --columns.`,
      });
    }
  }
  return chosen;
}
