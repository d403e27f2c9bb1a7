const GONE = 20;

/** What is left of something at `time` when it is `now`: halved wherever a multiple of the half-life lies between. */
export function left(time: number, now: number, halfLife: number | undefined): number {
  if (halfLife === undefined) return 1;
  let rest = 1;
  const borders = Math.floor(now / halfLife) - Math.floor(time / halfLife);
  if (borders >= GONE) return 0;
  for (let border = 0; border < borders; border++) rest /= 2;
  return rest;
}
