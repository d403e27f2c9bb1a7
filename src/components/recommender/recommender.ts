import { listOf, text } from '../../base/values.ts';
import { groupOf, RECOMMENDER } from '../../recommender/names.ts';
import { topicsOf } from '../../recommender/topics.ts';
import type { HostedKind } from '../hosted-kind.ts';
import { section } from './section.ts';

/** The recommender as a deployed job. */
export const recommender: HostedKind = {
  name: RECOMMENDER,
  section,
  command: (job, listen) => ['recommender', 'run', job, ...listen],
  uses: ({ name, spec }) => {
    const to = text(spec.to);
    const written = to === undefined ? [] : topicsOf(name, { to }).map((topic) => topic.name);
    return { topics: [...listOf(spec.from), ...written], directories: [], roots: [] };
  },
  reads: ({ spec }) => listOf(spec.from),
  groups: (job) => [groupOf(job)],
  async forget(context, job) {
    const { stateFolder } = await import('../../recommender/state/state-folder.ts');
    stateFolder(context, job).remove();
  },
};
