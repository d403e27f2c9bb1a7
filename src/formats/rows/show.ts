import { isUtf8 } from 'node:buffer';

export const quoted = (text: string): string => JSON.stringify(text);

/** Bytes as text where they are UTF-8, and as `{"base64":"…"}` where they are not. */
export function showBytes(value: Uint8Array): string {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return isUtf8(bytes) ? quoted(bytes.toString('utf8')) : `{"base64":${quoted(bytes.toString('base64'))}}`;
}

/** The shortest digits that read back as the same double; as text what JSON has no number for. */
export function showDouble(value: number): string {
  if (!Number.isFinite(value)) return quoted(String(value));
  return Object.is(value, -0) ? '-0.0' : String(value);
}
