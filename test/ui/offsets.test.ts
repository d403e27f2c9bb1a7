import { expect, test } from 'vitest';
import { renderOffsets, renderPositions } from '../../src/ui/offsets.ts';

test('what has no offset is in the list too', () => {
  const sink = [
    { partition: { kafka_topic: 'orders', kafka_partition: 1 }, offset: null },
    { partition: { kafka_topic: 'orders', kafka_partition: 0 }, offset: { kafka_offset: 3 } },
  ];
  expect(renderOffsets(sink)).toBe('PARTITION  OFFSET\norders-0   3\norders-1   none\n');
  const source = [{ partition: { source: 'datagen' }, offset: null }];
  expect(renderOffsets(source)).toBe('PARTITION             OFFSET\n{"source":"datagen"}  none\n');
});

test('the commits of a sink stand beside what Connect says, where it keeps such', () => {
  const at = { topic: 'orders', partition: 0, connect: 3, commits: 1200, continuesAt: 1200 };
  const start = { topic: 'orders', partition: 1, connect: null, commits: null, continuesAt: null };
  expect(renderPositions([at, start])).toBe(
    `PARTITION  CONNECT  COMMITS  CONTINUES AT
orders-0   3        1200     1200
orders-1   none     none     the oldest record
`,
  );
  expect(renderPositions([start])).toBe('PARTITION  CONNECT  CONTINUES AT\norders-1   none     the oldest record\n');
});
