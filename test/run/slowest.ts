/** How long a test file took, hooks and imports included. */
export interface FileTime {
  /** Its path in the checkout. */
  readonly file: string;
  readonly seconds: number;
}

/** The `count` files that took longest, one a line. */
export function slowest(times: readonly FileTime[], count: number): string {
  return times
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`)
    .join('\n');
}
