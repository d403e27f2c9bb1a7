/** What a channel can be told of the health of its pipeline. `lag` has a bound. */
export type Condition =
  | { readonly name: 'failed' | 'no-tasks' | 'waiting' | 'dead-letters' | 'not-verified' | 'silent-host' }
  | { readonly name: 'lag'; readonly above: number };

/** Conditions that are a word alone. */
const WORDS = ['failed', 'no-tasks', 'waiting', 'dead-letters', 'not-verified', 'silent-host'] as const;
const LAG = /^lag\s*>\s*(0|[1-9][0-9]{0,14})$/;

/** How a condition with a bound is written. */
export const LAG_FORM = 'lag > 100000';

/** Every condition, as it may be written. */
export const conditionForms: readonly string[] = [...WORDS, LAG_FORM];

/** Reads `failed` or `lag > 100000`; undefined for anything else. */
export function readCondition(text: string): Condition | undefined {
  const word = WORDS.find((one) => one === text);
  if (word !== undefined) return { name: word };
  const above = LAG.exec(text)?.[1];
  return above === undefined ? undefined : { name: 'lag', above: Number(above) };
}

/** The one spelling of a condition, under which its state is kept. */
export const conditionText = (condition: Condition): string =>
  condition.name === 'lag' ? `lag > ${condition.above}` : condition.name;
