import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Written } from '../../src/alerts/audit/naive-event.ts';
import { naiveMicros } from '../../src/alerts/audit/naive-time.ts';
import { timeReader } from '../../src/base/event-time.ts';
import { ExpectedRows } from '../../src/formats/rows/expected.ts';
import type { Field } from '../../src/language/model.ts';
import { timeFormatOf } from '../../src/language/stored-as.ts';

interface Group {
  readonly field: Field;
  readonly timezone?: string;
  readonly values: readonly { readonly value: unknown; readonly micros: string | null; readonly nanos?: string }[];
}

const { fields }: { readonly fields: readonly Group[] } = JSON.parse(
  readFileSync(new URL('../vectors/times.json', import.meta.url), 'utf8'),
);

const misfit = (work: () => string): string | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

describe.each(fields)('$field', ({ field: written, timezone, values }) => {
  const field: Field = { ...written, required: true };
  const format = timeFormatOf(field, timezone);
  if (format === undefined) throw new Error('holds no time');

  test.each(values)('$value is $micros', ({ value, micros }) => {
    const read = timeReader(format)(value);
    const told = read === undefined ? null : String(BigInt(read.seconds) * 1_000_000n + BigInt(read.micros));
    expect(told).toBe(micros);
    const naively = naiveMicros(typeof value === 'number' ? new Written(String(value)) : value, {
      field: 'v',
      ...format,
    });
    expect(naively === undefined ? null : String(naively)).toBe(micros);
  });

  test.each(values)('the proof of a sink expects of $value $micros', ({ value, micros, nanos = micros }) => {
    const rows = new ExpectedRows({
      name: 'e',
      unknown: 'reject',
      fields: { v: field },
      ...(timezone === undefined ? {} : { timezone }),
    });
    const row = misfit(() => rows.row(JSON.stringify({ v: value })));
    const days = micros === null ? '' : String(BigInt(micros) / 86_400_000_000n);
    expect(row?.split('=')[1]?.trim() ?? null).toBe(nanos !== null && format.format === 'date' ? days : nanos);
  });
});
