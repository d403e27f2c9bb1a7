import type { HostedKind } from '../hosted-kind.ts';
import { jobReads, jobUses } from './uses.ts';

/** A streaming job of Spark as it is deployed. */
export const sparkHosted: HostedKind = {
  name: 'spark',
  command: (job) => ['jobs', 'host', job],
  uses: jobUses,
  reads: jobReads,
  groups: () => [],
  async proof(job, stores) {
    const { proof } = await import('./proof/proof.ts');
    return proof(job, stores);
  },
};
