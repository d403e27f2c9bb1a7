/** A mapping of YAML as plain values. */
export type Values = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member `name`, when it is the record's own. */
export function member(record: unknown, name: string): unknown {
  return isRecord(record) && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The entry `name`, when it is the record's own: `constructor` is in every object. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

/** The members of `record` as text: what Kafka and Connect take. */
export function stringsOf(record: unknown): Record<string, string> {
  return Object.fromEntries(entriesOf(record).map(([key, value]) => [key, String(value)]));
}

/** One text or a list of texts, as a list. */
export function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}

/** Those of the members `names` that are numbers. */
export function numbersOf<N extends string>(record: Values, names: readonly N[]): Partial<Record<N, number>> {
  const numbers: Partial<Record<N, number>> = {};
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'number') numbers[name] = value;
  }
  return numbers;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
