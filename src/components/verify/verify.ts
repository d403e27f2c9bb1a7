import { groupOf, stateTopicOf } from '../../streams/names.ts';
import { VERIFY } from '../../verify/names.ts';
import { type HostedKind, hostedByJobs } from '../hosted-kind.ts';
import { section, verifySpec } from './section.ts';

/** Proofs that are made again and again, as a deployed job: one for everything that a pipeline stores. */
export const verify: HostedKind = {
  name: VERIFY,
  section,
  command: hostedByJobs,
  async run({ name, spec }, runtime) {
    const { runVerify } = await import('./run.ts');
    await runVerify(name, verifySpec(name, spec), runtime);
  },
  uses: ({ name }) => ({ topics: [stateTopicOf(name)], directories: [], roots: [] }),
  reads: () => [],
  groups: (job) => [groupOf(job)],
};
