const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/**
 * Gives every one of `count` things to an owner, the numbers of two owners at most one apart, moving as few as that
 * allows.
 */
export function deal(count: number, had: readonly (readonly number[])[]): number[][] {
  const free = new Set(numbers(count));
  const most = Math.ceil(count / had.length);
  /** How many owners may have one more than the others. */
  let larger = count - Math.floor(count / had.length) * had.length;
  const dealt = had.map((own) => {
    const kept = own.filter((thing) => free.delete(thing));
    const surplus = kept.splice(most);
    if (kept.length === most && count % had.length !== 0 && larger-- <= 0) surplus.push(...kept.splice(most - 1));
    for (const thing of surplus) free.add(thing);
    return kept;
  });
  for (const thing of free) {
    const least = dealt.reduce((poorest, own) => (own.length < poorest.length ? own : poorest));
    least.push(thing);
  }
  return dealt.map((own) => own.sort((a, b) => a - b));
}
