import { deal } from '../base/deal.ts';
import type { Place } from './stored-state.ts';

/** A member of the group, and what it has now. */
export interface Holder {
  readonly member: string;
  readonly held: readonly Place[];
}

const same = (left: Place, right: Place): boolean => left.topic === right.topic && left.partition === right.partition;

/** Deals `places` evenly; who has one keeps it where that stays even. The same for the same members in any order. */
export function divide(members: readonly Holder[], places: readonly Place[]): Holder[] {
  const ordered = [...members].sort((left, right) => (left.member < right.member ? -1 : 1));
  const dealt = deal(
    places.length,
    ordered.map(({ held }) => held.map((one) => places.findIndex((place) => same(one, place)))),
  );
  return ordered.map(({ member }, index) => ({
    member,
    held: (dealt[index] ?? []).flatMap((number) => places[number] ?? []),
  }));
}
