import { expect, test } from 'vitest';
import { refuseImpossible } from '../../../src/pipeline/apply/refuse.ts';
import { makePlan } from '../../../src/pipeline/plan/make-plan.ts';
import { cluster, desire, liveState } from '../plan/desired-state.ts';

const missing = (missingServices: readonly string[], name: string, ours: boolean) => () => {
  const plan = makePlan(desire({}), liveState({}), cluster, { prune: false });
  refuseImpossible({ ...plan, missingServices, cluster: { ...plan.cluster, name, ours } });
};

test.each([
  [['s3'], 'embedded', true, 'which cluster embedded does not have', '`pipeline up --with s3` starts it.'],
  [
    ['s3', 'spark'],
    'compose',
    true,
    'need s3, spark, which cluster compose does not run: their profiles are not up',
    '`pipeline --cluster compose up --with s3,spark` starts it.',
  ],
  [['s3'], 'mine', false, 'which cluster mine does not have', 'Give its address in config/clusters/mine.yaml.'],
] as const)(
  'services %j that are missing on cluster %s are named with the way to them',
  (names, cluster, ours, message, hint) => {
    expect(missing(names, cluster, ours)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message), hint }),
    );
  },
);
