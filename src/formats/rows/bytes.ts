import { Misfit } from './canonical.ts';

/** The bytes of a text in base64 (RFC 4648, section 4), which has one spelling for them. */
export function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Misfit('is no base64');
  return bytes;
}
