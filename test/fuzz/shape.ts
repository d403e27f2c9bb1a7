import fc from 'fast-check';

/** A value as JSON text, and what a column must hold of it, in the notation of stored.ts. */
export interface Good {
  readonly text: string;
  readonly stored: string;
}

/** A value that no contract of this shape takes, as JSON text. */
export interface Bad {
  readonly text: string;
}

/** A kind of field: its words in the YAML, values that it takes, and values that it refuses where there are any. */
export interface Shape {
  readonly words: Readonly<Record<string, unknown>>;
  readonly good: fc.Arbitrary<Good>;
  readonly bad?: fc.Arbitrary<Bad>;
}

/** What an event says that its fields depend on. */
export interface Setting {
  readonly keepsUnknown: boolean;
  readonly zone: string;
}

/** One JSON text of each type. */
const byType = {
  text: '"text"',
  number: '7.25',
  boolean: 'true',
  list: '[1]',
  object: '{"a":1}',
  null: 'null',
} as const;

/** Values of another JSON type. */
export const notA = (type: keyof typeof byType): fc.Arbitrary<Bad> =>
  fc.constantFrom(
    ...Object.entries(byType)
      .filter(([name]) => name !== type)
      .map(([, text]) => ({ text })),
  );

/** The same field, which may be null or absent too. */
export function optional({ words, good, bad }: Shape): Shape {
  const orNull = fc.oneof(
    { weight: 5, arbitrary: good },
    { weight: 1, arbitrary: fc.constant({ text: 'null', stored: '~' }) },
  );
  const wrong = bad?.filter(({ text }) => text !== 'null');
  return {
    words: { ...words, type: `${words.type}?` },
    good: orNull,
    ...(wrong === undefined || words.type === 'any' ? {} : { bad: wrong }),
  };
}
