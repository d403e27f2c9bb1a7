import { addAbortSignal, Readable } from 'node:stream';

/**
 * The bytes of `content`. Its error comes out as `ours` makes of it, or as the reason of `signal` when that ended the
 * reading; whoever stops reading lets go of `content` too.
 */
export function guarded(
  content: Readable,
  ours: (error: unknown) => unknown,
  signal: AbortSignal = new AbortController().signal,
): Readable {
  const heeding = addAbortSignal(signal, content);
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      for await (const piece of heeding) yield piece;
    } catch (error) {
      throw signal.aborted ? signal.reason : ours(error);
    }
  }
  // reading ahead is the source's own work: here it would only hold what nobody has asked for
  return Readable.from(pieces(), { objectMode: false, highWaterMark: 1 });
}
