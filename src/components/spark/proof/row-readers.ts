import { isRecord } from '../../../base/values.ts';
import { linesOf } from '../../../formats/lines.ts';
import { openParquet } from '../../../formats/parquet/file.ts';
import type { Store } from '../../../store/store.ts';

/** Called for each row with the record it stands for, and whether the record could be read as its event. */
export type Row = (partition: number, offset: number, readable: boolean) => void;

type RowReader = (store: Store, path: string, bytes: number, row: Row) => Promise<void>;

const columns = { partition: 'kafka_partition', offset: 'kafka_offset', unreadable: '_unreadable' };

/** The formats in which Spark's jobs write files, and how the coordinates of the rows in one are read. */
export const rowReaders: Readonly<Record<string, RowReader>> = {
  async parquet(store, path, bytes, row) {
    const file = await openParquet(store, path, bytes);
    const wanted = [columns.partition, columns.offset, columns.unreadable];
    for await (const { rows, values } of file.read(wanted)) {
      const [partitions, offsets, texts] = values;
      if (partitions === undefined || offsets === undefined) throw new Error('it has no coordinates');
      for (let index = 0; index < rows; index++) {
        row(Number(partitions[index]), Number(offsets[index]), (texts?.[index] ?? null) === null);
      }
    }
  },

  async json(store, path, _, row) {
    for await (const some of linesOf(await store.read(path))) {
      for (const line of some) {
        const value: unknown = JSON.parse(line.toString());
        if (!isRecord(value)) throw new Error('a line is no JSON object');
        row(Number(value[columns.partition]), Number(value[columns.offset]), value[columns.unreadable] === undefined);
      }
    }
  },
};
