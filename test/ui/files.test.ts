import { expect, test } from 'vitest';
import { renderCommittedFiles } from '../../src/ui/files.ts';

const path = 'hdfs://127.0.0.1:8020/data/streaming/parquet/clicks/clicks+0+000000000002.parquet';
const file = { path, records: 6_697, bytes: 112_033, topic: 'clicks', partition: 0, range: { from: 0, to: 6_712 } };
const rendered = (columns: number | undefined) => renderCommittedFiles([file, file], { columns }).split('\n');

test('files are one table where it has room, and in a pipe', () => {
  for (const columns of [undefined, 200]) {
    expect(rendered(columns)).toHaveLength(4);
    expect(rendered(columns)[1]).toContain(path);
  }
});

test('on a narrow terminal each path has a line of its own, whole', () => {
  const lines = rendered(80);
  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => line === `  ${path}`)).toHaveLength(2);
  expect(lines.filter((line) => !line.includes(path)).every((line) => line.length <= 80)).toBe(true);
});

test('very many files are one table, too', () => {
  const many = renderCommittedFiles(Array(200_000).fill(file), { columns: undefined });
  expect(many.split('\n')).toHaveLength(200_002);
});
