import { ALERTS } from '../../alerts/names.ts';
import { alertsSpec, sourcesOf } from '../../alerts/spec.ts';
import { alertTopics } from '../../alerts/topics.ts';
import { groupOf } from '../../streams/names.ts';
import { type HostedKind, hostedByJobs } from '../hosted-kind.ts';
import { section } from './section.ts';

/** Alerts as a deployed job: one for all rules of a pipeline. */
export const alerts: HostedKind = {
  name: ALERTS,
  section,
  command: hostedByJobs,
  async run({ name, spec }, { addresses, context, report }) {
    const { runAlerts } = await import('../../alerts/run.ts');
    await runAlerts(name, alertsSpec(name, spec), addresses, context, report);
  },
  uses({ name, spec: written }) {
    const spec = alertsSpec(name, written);
    const topics = [...sourcesOf(spec), ...alertTopics(name, spec.rules).map((topic) => topic.name)];
    return { topics, directories: [], roots: [] };
  },
  reads: ({ name, spec }) => sourcesOf(alertsSpec(name, spec)),
  groups: (job) => [groupOf(job)],
  async proof(job, stores) {
    const { proof } = await import('./proof.ts');
    return proof(job, stores);
  },
};
