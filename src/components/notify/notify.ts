import { NOTIFY } from '../../notify/names.ts';
import { notifySpec } from '../../notify/spec.ts';
import { groupOf, stateTopicOf } from '../../streams/names.ts';
import { type HostedKind, hostedByJobs } from '../hosted-kind.ts';
import { section } from './section.ts';

/** Who is told of alerts and conditions, as a deployed job: one for all channels of a pipeline. */
export const notify: HostedKind = {
  name: NOTIFY,
  section,
  command: hostedByJobs,
  async run({ name, spec }, { addresses, context, ...channels }) {
    const { runNotify } = await import('../../notify/run.ts');
    await runNotify(name, notifySpec(name, spec), addresses, context, channels);
  },
  uses: ({ name }) => ({ topics: [stateTopicOf(name)], directories: [], roots: [] }),
  reads: ({ name, spec }) => [
    ...new Set(notifySpec(name, spec).channels.flatMap(({ rules }) => rules.map(({ to }) => to))),
  ],
  groups: (job) => [groupOf(job)],
};
