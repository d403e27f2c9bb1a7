/** Units of one bit: `logarithm` is 65,536 · log2, cut to whole numbers. */
export const BIT = 65_536;
const BITS_BEHIND_THE_POINT = 16;
const table: number[] = [0, 0];

/** 65,536 · log2(n) of a whole number, digit by digit: only × ÷ and comparisons, so the same on every machine. */
function digits(n: number): number {
  let [whole, rest] = [0, n];
  for (; rest >= 2; rest /= 2) whole++;
  let units = whole * BIT;
  for (let unit = BIT / 2, left = BITS_BEHIND_THE_POINT; left > 0; left--, unit /= 2) {
    rest *= rest;
    if (rest < 2) continue;
    rest /= 2;
    units += unit;
  }
  return units;
}

const LARGEST_IN_TABLE = 65_536;

/** 65,536 · log2(n), a whole number, for n ≥ 1; 0 for anything less. */
export function logarithm(n: number): number {
  if (n < 2) return 0;
  if (n > LARGEST_IN_TABLE) return digits(n);
  for (let next = table.length; next <= n; next++) table.push(digits(next));
  return table[n] ?? 0;
}
