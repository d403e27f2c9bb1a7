import { expect, test } from 'vitest';
import { History } from '../../src/page/history.ts';
import { sampled, statisticsTable } from '../../src/page/statistics-page.ts';
import type { TableJson } from '../../src/statistics/totals.ts';

const counted = (events: number, achat: number) => ({
  events,
  counts: { type: { values: { '7': events - achat, achat }, none: 0, other: 0 } },
  sums: { sales: { total: '1234567890123456789.10', events: achat, unit: '€', decimals: 2 } },
});

const table = (more: Partial<TableJson> = {}): TableJson => ({
  name: 'caisse',
  topics: ['achats'],
  records: 12,
  ...counted(10, 7),
  broken: { 'price is no number': 2 },
  tombstones: 0,
  windowsGivenUp: 0,
  late: 0,
  ...more,
});

test('values come by their number of events, also those that look like numbers; sums keep every digit', () => {
  const shown = statisticsTable('job', table(), new History());
  expect(shown.counts[0]?.values).toEqual([
    { value: 'achat', events: 7 },
    { value: '7', events: 3 },
  ]);
  expect(shown.sums[0]).toMatchObject({ name: 'sales', total: '1234567890123456789.10', unit: '€', decimals: 2 });
  expect(shown.broken).toEqual([{ reason: 'price is no number', records: 2 }]);
});

test('windows are drawn by their own clock', () => {
  const windows = [
    { from: '2026-11-30T16:06:00', ...counted(4, 4) },
    { from: '2026-11-30T16:07:00', ...counted(6, 3) },
  ];
  const { plots } = statisticsTable('job', table({ windows }), new History());
  const [first, second] = [Date.UTC(2026, 10, 30, 16, 6), Date.UTC(2026, 10, 30, 16, 7)];
  expect(plots[0]).toMatchObject({ title: 'Events by type', zoneless: true });
  expect(plots[0]?.lines).toEqual([
    {
      name: 'achat',
      points: [
        [first, 4],
        [second, 3],
      ],
    },
    {
      name: '7',
      points: [
        [first, 0],
        [second, 3],
      ],
    },
  ]);
  expect(plots.map(({ title }) => title)).toEqual(['Events by type', 'sales']);
});

test('without windows what was sampled is drawn, per second', () => {
  const history = new History();
  history.add(0, new Map(sampled('job', table())));
  history.add(2_000, new Map(sampled('job', table(counted(30, 17)))));
  const { plots } = statisticsTable('job', table(counted(30, 17)), history);
  expect(plots[0]?.lines[0]).toEqual({ name: 'achat', points: [[2_000, 5]] });
  expect(plots[1]).toMatchObject({ title: 'sales', unit: '€ per second' });
});

test('many values are told together', () => {
  const values = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`v${n}`, 50 - n]));
  const { counts, plots } = statisticsTable(
    'job',
    table({ counts: { type: { values, none: 0, other: 0 } } }),
    new History(),
  );
  expect([counts[0]?.values.length, counts[0]?.more?.values, plots[0]?.lines.length]).toEqual([20, 30, 6]);
});
