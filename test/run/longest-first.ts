import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take a minute or more, the longest first: one of them that began last would run alone at the end.
 * `npm test` names the slowest at its end.
 */
export const long = [
  'test/cluster/mapreduce.test.ts',
  'test/cluster/recommender-instances.test.ts',
  'test/faults/sink-kill-points.test.ts',
  'test/faults/dead-letters.test.ts',
  'test/faults/recommender.test.ts',
  'test/cluster/secured.test.ts',
  'test/cluster/embedded.test.ts',
  'test/faults/http-source.test.ts',
  'test/faults/half-done-commit.test.ts',
  'test/faults/name-nodes.test.ts',
  'test/cluster/page.test.ts',
  'test/cluster/spark-batch.test.ts',
  'test/cluster/main-job.test.ts',
  'test/faults/sink-zombie.test.ts',
  'test/faults/operations.test.ts',
  'test/faults/kill.test.ts',
  'test/cluster/apply.test.ts',
  'test/cluster/connector-status.test.ts',
  'test/faults/jdbc.test.ts',
  'test/cluster/alerts.test.ts',
  'test/cluster/verify-running.test.ts',
];

const rank = (root: string, { moduleId }: TestSpecification): number => {
  const at = long.indexOf(relative(root, moduleId));
  return at < 0 ? long.length : at;
};

/** Starts the files that are known to take long before the others, which keep vitest's own order. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    return (await super.sort(files)).toSorted((one, other) => rank(root, one) - rank(root, other));
  }
}
