import { ServiceError } from '../base/errors.ts';
import { ExactList, ExactObject, type ExactValue, parseExactly } from '../formats/rows/exact-json.ts';

/** The records in one JSON document. */
export interface Items {
  /** JSON pointer of their list; undefined where the document itself is the record. */
  readonly pointer: string | undefined;
  readonly texts: readonly string[];
}

/**
 * The records in `document`: the items of the list at `pointer` (`/results`, or `results`), or else of the longest list
 * of objects among its members, or the document itself.
 */
export function itemsIn(document: string, pointer?: string): Items {
  const root = parsed(document);
  if (pointer !== undefined) {
    const list = at(root, pointer);
    if (list instanceof ExactList) return { pointer, texts: textsOf(list) };
    throw new ServiceError('There is no list at this place of the answer', { where: pointer, hint: hintFor(root) });
  }
  const [first] = listsIn(root).toSorted((a, b) => b.list.items.length - a.list.items.length);
  return first === undefined
    ? { pointer: undefined, texts: [document] }
    : { pointer: first.pointer, texts: textsOf(first.list) };
}

function parsed(document: string): ExactValue {
  try {
    return parseExactly(document);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const textsOf = ({ text, items }: ExactList): string[] => items.map(({ start, end }) => text.slice(start, end));

interface ListAt {
  readonly pointer: string;
  readonly list: ExactList;
}

/** Lists of objects among the members of an object, and of its members. */
function listsIn(value: ExactValue, pointer = '', depth = 0): readonly ListAt[] {
  if (!(value instanceof ExactObject) || depth > 2) return [];
  return [...value.members].flatMap(([name, { value: inner }]) => {
    const here = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (inner instanceof ExactList) {
      return inner.items.some((item) => item.value instanceof ExactObject) ? [{ pointer: here, list: inner }] : [];
    }
    return listsIn(inner, here, depth + 1);
  });
}

function at(root: ExactValue, pointer: string): ExactValue | undefined {
  const steps = pointer
    .replace(/^\//, '')
    .split('/')
    .filter((step) => step !== '');
  return steps.reduce<ExactValue | undefined>((value, step) => {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (value instanceof ExactList) return value.items[Number(name)]?.value;
    return value instanceof ExactObject ? value.get(name) : undefined;
  }, root);
}

function hintFor(root: ExactValue): string {
  const known = listsIn(root).map(({ pointer }) => pointer);
  return known.length === 0 ? 'It has no list of objects.' : `Its lists of objects: ${known.join(', ')}.`;
}
