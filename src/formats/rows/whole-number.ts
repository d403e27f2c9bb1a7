/** A whole number of any width; bytes are two's complement, the highest first. */
export function wholeNumber(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  if (!(value instanceof Uint8Array)) throw new TypeError(`holds ${typeof value} where a number belongs`);
  const hex = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  return BigInt.asIntN(value.length * 8, BigInt(`0x${hex === '' ? '0' : hex}`));
}
