/** How many tests a step ran, by outcome. A step that is one check counts as one. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const none: Counts = { passed: 0, failed: 0 };

export const add = (a: Counts, b: Counts): Counts => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });

const number = (text: string | undefined): number => Number(text ?? 0);

/** Totals of vitest's JSON report; with `whole`, a test that was skipped has failed. */
export function countVitest(report: string, whole = false): Counts {
  const passed = /"numPassedTests":\s*(\d+)/.exec(report)?.[1];
  const failed = /"numFailedTests":\s*(\d+)/.exec(report)?.[1];
  const skipped = [...report.matchAll(/"num(?:Pending|Todo)Tests":\s*(\d+)/g)].reduce(
    (sum, [, n]) => sum + number(n),
    0,
  );
  return { passed: number(passed), failed: number(failed) + (whole ? skipped : 0) };
}

/** Totals of one surefire report (TEST-*.xml). */
export function countSurefire(report: string): Counts {
  const head = /<testsuite\b[^>]*>/.exec(report)?.[0] ?? '';
  const attribute = (name: string) => number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1]);
  const failed = attribute('failures') + attribute('errors');
  return { passed: attribute('tests') - failed - attribute('skipped'), failed };
}
