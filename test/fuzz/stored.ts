/**
 * A notation of stored values in which everything that differs reads differently: the type stands before the value.
 * Both the generator, which knows what it made, and the judge, which reads columns, write it.
 */
export const stored = {
  nothing: '~',
  text: (value: string): string => `s${JSON.stringify(value)}`,
  bytes: (value: Uint8Array): string => `x${Buffer.from(value).toString('hex')}`,
  whole: (value: bigint): string => `i${value}`,
  /** By its bits: −0 is not 0. */
  double(value: number): string {
    const bits = Buffer.alloc(8);
    bits.writeDoubleBE(value);
    return `d${bits.toString('hex')}`;
  },
  decimal: (unscaled: bigint, scale: number): string => `n${unscaled}/${scale}`,
  yesNo: (value: boolean): string => `b${value}`,
  /** Days since 1970. */
  date: (days: number): string => `D${days}`,
  /** Microseconds since 1970, UTC. */
  micros: (value: bigint): string => `t${value}`,
  /** Nanoseconds since 1970, UTC. */
  nanos: (value: bigint): string => `N${value}`,
  list: (items: readonly string[]): string => `[${items.join(',')}]`,
  /** In the order of the value. */
  map: (entries: readonly (readonly [string, string])[]): string =>
    `<${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}>`,
  /** By name, in the order of the names. */
  row: (members: readonly (readonly [string, string])[]): string =>
    `{${[...members]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
      .join(',')}}`,
} as const;
