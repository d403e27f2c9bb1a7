import { gunzipSync, gzipSync } from 'node:zlib';
import { openParquet } from '../../src/formats/parquet/file.ts';
import type { Store } from '../../src/store/store.ts';

/** A data file's content with another digit in one row's `price`; its length and number of rows stay. */
export async function withAnotherPrice(store: Store, path: string, content: Buffer): Promise<Buffer> {
  if (path.endsWith('.parquet')) return anotherColumnValue(store, path, content);
  if (!path.endsWith('.gz')) return anotherDigit(content);
  const packed = gzipSync(anotherDigit(gunzipSync(content)), { level: 9 });
  // what stands behind the end of a compressed stream is not read
  return Buffer.concat([packed, Buffer.alloc(content.length - packed.length)]);
}

async function anotherColumnValue(store: Store, path: string, content: Buffer): Promise<Buffer> {
  const file = await openParquet(store, path, content.length);
  const column = file.columns.findIndex(({ element }) => element.name === 'price');
  for await (const { values } of file.read()) {
    for (const price of values[column] ?? []) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(price));
      const at = content.indexOf(bytes);
      if (at < 0 || content.indexOf(bytes, at + 1) >= 0) continue;
      const changed = Buffer.from(content);
      changed.writeBigInt64LE(BigInt(price) + 1n, at);
      return changed;
    }
  }
  throw new Error('no price stands in the file exactly once');
}

function anotherDigit(lines: Buffer): Buffer {
  const at = lines.indexOf('"price":') + '"price":'.length;
  const changed = Buffer.from(lines);
  changed[at] = changed[at] === 0x31 ? 0x32 : 0x31;
  return changed;
}
