import type { Finding } from '../../../verify/proof.ts';

const NAMED_AT_MOST = 10;

/** A finding for each of the first offsets, and one for the rest of them. */
export function nameEach(
  offsets: readonly number[],
  kind: Finding['kind'],
  message: string,
  place: Pick<Finding, 'topic' | 'partition'>,
): Finding[] {
  const named = offsets.slice(0, NAMED_AT_MOST).map(
    (offset): Finding => ({
      kind,
      failure: true,
      message: `${message} ${offset}`,
      ...place,
      range: { from: offset, to: offset + 1 },
    }),
  );
  const rest = offsets.slice(NAMED_AT_MOST);
  const [first, last] = [rest[0], rest.at(-1)];
  if (first === undefined || last === undefined) return named;
  const more = `and ${rest.length} more between offsets ${first} and ${last}`;
  return [...named, { kind, failure: true, message: more, ...place, range: { from: first, to: last + 1 } }];
}
