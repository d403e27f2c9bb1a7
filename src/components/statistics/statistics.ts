import { entriesOf } from '../../base/values.ts';
import { STATISTICS, statisticsSpec, topicsOf } from '../../statistics/spec.ts';
import { groupOf, stateTopic, stateTopicOf } from '../../streams/names.ts';
import { type HostedKind, hostedByJobs } from '../hosted-kind.ts';
import { topicsOfEntries } from '../section-entries.ts';
import { section } from './section.ts';

/** Statistics as a deployed job: one for all entries of a pipeline. */
export const statistics: HostedKind = {
  name: STATISTICS,
  section,
  command: hostedByJobs,
  async run({ name, spec: written }, { addresses, context, report }) {
    const [{ runStream }, { StatisticsFold }] = await Promise.all([
      import('../../streams/run.ts'),
      import('../../statistics/fold.ts'),
    ]);
    const spec = statisticsSpec(name, written);
    const folds = new Map(topicsOf(spec).map((topic) => [topic, new StatisticsFold(spec, topic)]));
    const stream = { name, folds, contracts: spec.events, writes: [stateTopic(name)] };
    await runStream(stream, addresses, context, report);
  },
  uses: ({ name, spec }) => ({
    topics: [...topicsOfEntries(entriesOf(spec.tables)).from, stateTopicOf(name)],
    directories: [],
    roots: [],
  }),
  reads: ({ spec }) => topicsOfEntries(entriesOf(spec.tables)).from,
  groups: (job) => [groupOf(job)],
  async proof(job, stores) {
    const { proof } = await import('./proof.ts');
    return proof(job, stores);
  },
};
