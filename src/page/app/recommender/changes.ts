/** How a list differs from the one before: what came, what went, what moved (places count from 1). */
export interface ListChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly came: readonly { readonly item: string; readonly to: number }[];
  readonly went: readonly { readonly item: string; readonly from: number }[];
  readonly moved: readonly { readonly item: string; readonly from: number; readonly to: number }[];
}

/** undefined where the list is the same. */
export function changeOf(before: readonly string[], now: readonly string[], at: number): ListChange | undefined {
  const came = now.flatMap((item, place) => (before.includes(item) ? [] : [{ item, to: place + 1 }]));
  const went = before.flatMap((item, place) => (now.includes(item) ? [] : [{ item, from: place + 1 }]));
  const moved = now.flatMap((item, place) => {
    const from = before.indexOf(item);
    return from < 0 || from === place ? [] : [{ item, from: from + 1, to: place + 1 }];
  });
  return came.length + went.length + moved.length === 0 ? undefined : { at, came, went, moved };
}
