import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { CountedJson, SumJson, TableJson } from '../statistics/totals.ts';

const count = (value: number) => value.toLocaleString('en-US');

/** Values of one field, and windows, that are shown; `-o json` has all. */
const MOST_VALUES = 20;
const MOST_WINDOWS = 10;

/** One entry of statistics as a block of text. */
export function renderTable(one: TableJson, output: Output): string {
  const style = paint(output);
  const title = style.bold(printable(`${one.name} (${one.topics.join(', ')})`));
  const heads = [
    `${title}: ${count(one.events)} ${one.events === 1 ? 'event' : 'events'}`,
    ...Object.entries(one.broken).map(([reason, times]) =>
      style.yellow(`${count(times)} broken: ${printable(reason)}`),
    ),
    ...(one.tombstones > 0 ? [`${count(one.tombstones)} tombstones`] : []),
  ];
  const sums = Object.entries(one.sums).map(([name, sum]) => [printable(name), sumText(sum), over(sum)]);
  return [
    ...heads.map((line) => `${line}\n`),
    indented(table([{ title: '' }, { title: '', align: 'right' }, { title: '' }], sums)),
    ...Object.entries(one.counts).map(([field, counted]) => `  by ${printable(field)}\n${values(counted, one.events)}`),
    windows(one),
  ].join('');
}

/** A table without its line of titles, moved to the right. */
const indented = (text: string): string =>
  text
    .split('\n')
    .slice(1)
    .map((line) => (line === '' ? '' : `  ${line}\n`))
    .join('');

const over = ({ events }: SumJson) => `in ${count(events)} ${events === 1 ? 'event' : 'events'}`;

/** `97,234.50 €`: every digit, at least as many after the point as the contract has. */
export function sumText({ total, unit, decimals = 0 }: SumJson): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(total) ?? [];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction.padEnd(decimals, '0');
  return `${sign}${grouped}${digits === '' ? '' : `.${digits}`}${unit === undefined ? '' : ` ${printable(unit)}`}`;
}

function values({ values: all, none, other }: CountedJson['counts'][string], events: number): string {
  // An object lists keys that look like numbers before all others.
  const entries = Object.entries(all).sort(([left, many], [right, few]) => few - many || (left < right ? -1 : 1));
  const shown = entries.slice(0, MOST_VALUES);
  const rest = entries.slice(MOST_VALUES);
  const sum = rest.reduce((total, [, times]) => total + times, 0);
  const rows = [
    ...shown.map(([value, times]) => [printable(value), times] as const),
    ...(rest.length > 0 ? [[`… ${count(rest.length)} more`, sum] as const] : []),
    ...(other > 0 ? [['(no room for their values)', other] as const] : []),
    ...(none > 0 ? [['(none)', none] as const] : []),
  ].map(([value, times]) => [value, count(times), share(times, events)]);
  return indented(indentedTable(rows));
}

const indentedTable = (rows: readonly (readonly string[])[]): string =>
  table(
    [{ title: '' }, { title: '', align: 'right' }, { title: '', align: 'right' }],
    rows.map(([value = '', ...more]) => [`  ${value}`, ...more]),
  );

const share = (times: number, events: number) => (events === 0 ? '' : `${((100 * times) / events).toFixed(1)} %`);

function windows({ windows: all, windowsGivenUp, late, sums }: TableJson): string {
  if (all === undefined) return '';
  const names = Object.keys(sums);
  const columns = [
    { title: 'WINDOW' },
    { title: 'EVENTS', align: 'right' as const },
    ...names.map((name) => ({ title: printable(name).toUpperCase(), align: 'right' as const })),
  ];
  const rows = all
    .slice(-MOST_WINDOWS)
    .map(({ from, events, sums: own }) => [
      from,
      count(events),
      ...names.map((name) => (own[name] === undefined ? '' : sumText(own[name]))),
    ]);
  const before = all.length - rows.length;
  const notes = [
    ...(before > 0 ? [`  ${count(before)} windows before these`] : []),
    ...(windowsGivenUp > 0 ? [`  ${count(windowsGivenUp)} windows were given up for newer ones (keys)`] : []),
    ...(late > 0 ? [`  ${count(late)} events came too late for their window`] : []),
  ];
  const text = table(columns, rows)
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}\n`))
    .join('');
  return text + notes.map((note) => `${note}\n`).join('');
}
