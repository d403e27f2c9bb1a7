import { compareDecimals, decimalText } from '../../../base/decimal.ts';
import { printable } from '../../../base/text/printable.ts';
import { table } from '../../../base/text/table.ts';
import type { JobResult } from '../../../jobs/runner.ts';
import { validator } from '../../../language/validator.ts';
import type { Grouped } from './groups.ts';

/** What a run made: the figures that a person asks for, and where the whole lies. */
export interface MapReduceResult {
  /** `YARN`, or `this machine` where that was not up. */
  readonly ranOn: string;
  readonly application: string | null;
  readonly seconds: number;
  /** Directory of the whole result. */
  readonly output: string;
  readonly files: number;
  readonly bytes: number;
  /** Of records: all that was read, and what was not as expected. Of texts: all words, and how many different ones. */
  readonly totals: Readonly<Record<string, number>>;
  /** Titles of what stands in `rows`. */
  readonly columns: readonly string[];
  /** Largest first; of words only the ten most frequent. */
  readonly rows: readonly (readonly string[])[];
  /** What an independent count compared, all of it equal. */
  readonly checked: string;
}

const texts = { type: 'array', items: { type: 'string' } } as const;
const isResult = validator<MapReduceResult>({
  type: 'object',
  required: ['ranOn', 'application', 'seconds', 'output', 'files', 'bytes', 'totals', 'columns', 'rows', 'checked'],
  properties: {
    ranOn: { type: 'string' },
    application: { type: 'string', nullable: true },
    seconds: { type: 'number' },
    output: { type: 'string' },
    files: { type: 'integer' },
    bytes: { type: 'integer' },
    totals: { type: 'object', required: [], additionalProperties: { type: 'number' } },
    columns: texts,
    rows: { type: 'array', items: texts },
    checked: { type: 'string' },
  },
});

/** The rows of grouped records, by sum or else by count, largest first. */
export function groupRows({ groups }: Grouped, withSum: boolean): readonly (readonly string[])[] {
  return [...groups.values()]
    .sort((a, b) => compareDecimals(b.sum, a.sum) || b.count - a.count)
    .map(({ name, count, sum }) => [name ?? '(none)', String(count), ...(withSum ? [decimalText(sum)] : [])]);
}

/** The ten most frequent words. */
export function wordRows(words: ReadonlyMap<string, number>): readonly (readonly string[])[] {
  return [...words]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 10)
    .map(([word, times]) => [word, String(times)]);
}

const number = new Intl.NumberFormat('en-US');

/** The table of a result, how it was made, and how it was checked. */
export function renderResult(result: JobResult): string {
  if (!isResult()(result)) return '';
  const { ranOn, application, seconds, output, files, bytes, totals, columns, rows, checked } = result;
  const shown = table(
    columns.map((title, index) => (index === 0 ? { title } : { title, align: 'right' })),
    rows.map((row) => row.map(printable)),
  );
  const figures = Object.entries(totals).map(([name, value]) => `${number.format(value)} ${name}`);
  const on = application === null ? ranOn : `${ranOn} (${application})`;
  return [
    shown,
    `${figures.join(', ')}; ${number.format(files)} ${files === 1 ? 'file' : 'files'}, ${(bytes / 1e6).toFixed(1)} MB`,
    `on ${on} in ${seconds.toFixed(1)} s; the whole result: ${output}`,
    `✓ ${checked}\n`,
  ].join('\n');
}
