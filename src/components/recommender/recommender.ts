import { listOf, text } from '../../base/values.ts';
import { deadLetterTopic, groupOf, logTopic } from '../../language/recommender-names.ts';
import type { HostedKind } from '../hosted-kind.ts';

/** The recommender as a deployed job. */
export const recommender: HostedKind = {
  name: 'recommender',
  command: (job, listen) => ['recommender', 'run', job, ...listen],
  uses: ({ name, spec }) => {
    const to = text(spec.to);
    const written = to === undefined ? [] : [to, deadLetterTopic({ to }), logTopic(name)];
    return { topics: [...listOf(spec.from), ...written], directories: [], roots: [] };
  },
  groups: (job) => [groupOf(job)],
  async forget(context, job) {
    const { stateFolder } = await import('../../recommender/state/state-folder.ts');
    stateFolder(context, job).remove();
  },
};
