import { isUtf8 } from 'node:buffer';
import { Misfit } from './canonical.ts';

/**
 * The text that the bytes are in UTF-8, a byte order mark kept. Throws Misfit for bytes that are none, instead of
 * replacing them.
 */
export function exactText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Misfit('is no UTF-8');
  return bytes.toString('utf8');
}
