import type { AsyncBuffer } from 'hyparquet';
import type { ByteRange, Store } from '../../store/store.ts';

/** What is read at once at the end of a file: the footer, and mostly the page indexes before it. */
const TAIL = 1 << 19;
/** Larger row groups are read page by page. */
const HELD_AT_MOST = 1 << 26;

interface Held extends ByteRange {
  readonly content: ArrayBuffer;
}

/**
 * The bytes of a Parquet file in a store where each request costs a round trip: its end is read once, and so is each
 * row group, of whose pages a reader asks for one after the other.
 */
export class ParquetBytes implements AsyncBuffer {
  readonly byteLength: number;
  private readonly store: Store;
  private readonly path: string;
  private tail: Held | undefined;
  private group: Held | undefined;

  constructor(store: Store, path: string, bytes: number) {
    this.store = store;
    this.path = path;
    this.byteLength = bytes;
  }

  async slice(from: number, end = this.byteLength): Promise<ArrayBuffer> {
    const start = from < 0 ? this.byteLength + from : from;
    this.tail ??= await this.read({ start: Math.max(0, this.byteLength - TAIL), end: this.byteLength });
    const held = [this.group, this.tail].find((one) => one !== undefined && one.start <= start && end <= one.end);
    if (held === undefined) return (await this.read({ start, end })).content;
    return held.content.slice(start - held.start, end - held.start);
  }

  /** Reads a row group in one request and lets go of the one before. */
  async hold(range: ByteRange): Promise<void> {
    this.group = undefined;
    const inTail = this.tail !== undefined && this.tail.start <= range.start;
    if (!inTail && range.end - range.start <= HELD_AT_MOST) this.group = await this.read(range);
  }

  private async read({ start, end }: ByteRange): Promise<Held> {
    const bytes = await this.store.readWhole(this.path, { start, end });
    if (bytes.length !== end - start) throw new RangeError(`ends at byte ${start + bytes.length}`);
    return { start, end, content: new Uint8Array(bytes).buffer };
  }
}
