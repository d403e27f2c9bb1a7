/** What one check came to. `unproven`: there was nothing to hold it against, which is neither well nor wrong. */
export type Outcome = 'passed' | 'failed' | 'unproven';

/** One line of the report: a number, or a yes or no, with the way it was obtained. */
export interface Check {
  /** The heading that it stands under, such as `Events of evenements`. */
  readonly group: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** What was found, as text. */
  readonly found: string;
  /** What it must be; absent where every value is well. */
  readonly expected?: string;
  /** How `found` was obtained. */
  readonly how: string;
  /** Where it failed: what is wrong, with its place. */
  readonly problem?: string;
  /** Where it failed: what to do. */
  readonly hint?: string;
}

/** Numbers to look at: `bars` by name, or `line` along a time in milliseconds. */
export type Plot =
  | {
      readonly kind: 'bars';
      readonly title: string;
      readonly unit: string;
      readonly points: readonly { readonly name: string; readonly value: number }[];
    }
  | {
      readonly kind: 'line';
      readonly title: string;
      readonly unit: string;
      readonly points: readonly { readonly at: number; readonly value: number }[];
    };

/** The acceptance report, as `pipeline acceptance -o json` prints it. */
export interface AcceptanceReport {
  readonly version: 1;
  /** No check failed, and at least one passed. */
  readonly ok: boolean;
  readonly cluster: string;
  /** When it began, in UTC (RFC 3339). */
  readonly began: string;
  readonly seconds: number;
  readonly checks: readonly Check[];
  readonly plots: readonly Plot[];
}

/** Whether the checks together are well. */
export const isAccepted = (checks: readonly Check[]): boolean =>
  checks.every(({ outcome }) => outcome !== 'failed') && checks.some(({ outcome }) => outcome === 'passed');

/** The checks under their headings, in the order in which they came. */
export const byGroup = (checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> =>
  Map.groupBy(checks, ({ group }) => group);

/** `41 passed, 1 failed, 2 could not be proven`. */
export function tally(checks: readonly Check[]): string {
  const of = (wanted: Outcome) => checks.filter(({ outcome }) => outcome === wanted).length;
  const unproven = of('unproven');
  return `${of('passed')} passed, ${of('failed')} failed${unproven === 0 ? '' : `, ${unproven} could not be proven`}`;
}

/** A number that must be another: passes when they are equal. */
export function equal(
  check: Pick<Check, 'group' | 'name' | 'how'>,
  found: number,
  expected: number,
  wrong: { readonly problem: string; readonly hint: string },
): Check {
  const numbers = { found: found.toLocaleString('en-US'), expected: expected.toLocaleString('en-US') };
  return found === expected
    ? { ...check, ...numbers, outcome: 'passed' }
    : { ...check, ...numbers, outcome: 'failed', ...wrong };
}
