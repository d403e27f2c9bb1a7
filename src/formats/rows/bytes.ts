import { Misfit } from './canonical.ts';

/** The bytes of a text in base64 (RFC 4648, section 4), which has one spelling for them. */
export function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Misfit('is no base64');
  return bytes;
}

/**
 * The whole number that bytes are, in two's complement, the highest first: an unscaled decimal of at most 18 digits.
 */
export function unscaledText(bytes: Buffer): string {
  if (bytes.length === 0) throw new Misfit('is no number');
  const number = BigInt.asIntN(8 * bytes.length, BigInt(`0x${bytes.toString('hex')}`));
  if (number <= -LIMIT || number >= LIMIT) throw new Misfit('has more than 18 digits');
  return String(number);
}

const LIMIT = 10n ** 18n;
