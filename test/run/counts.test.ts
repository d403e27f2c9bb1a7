import { expect, test } from 'vitest';
import { add, countSurefire, countVitest } from './counts.ts';

test('counts come from what the runners write', () => {
  const vitest = countVitest('{"numTotalTests":5,"numPassedTests":3,"numFailedTests":2,"testResults":[]}');
  const surefire = countSurefire(
    '<?xml?><testsuite name="A" tests="7" errors="1" skipped="1" failures="2"><testcase/>',
  );
  expect(vitest).toEqual({ passed: 3, failed: 2 });
  expect(surefire).toEqual({ passed: 3, failed: 3 });
  expect(add(vitest, surefire)).toEqual({ passed: 6, failed: 5 });
});

test('where nothing may be left out, a skipped test is a failed one', () => {
  const report = '{"numPassedTests":3,"numFailedTests":0,"numPendingTests":2,"numTodoTests":1}';
  expect(countVitest(report)).toEqual({ passed: 3, failed: 0 });
  expect(countVitest(report, true)).toEqual({ passed: 3, failed: 3 });
});
