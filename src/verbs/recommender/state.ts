import { readJobStatus } from '../../jobs/registry/jobs.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { describeInstances } from '../../recommender/http/instances.ts';
import { describeState } from '../../recommender/instance/describe-state.ts';
import { stateFolder } from '../../recommender/state/state-folder.ts';
import { renderState } from '../../ui/recommender-state.ts';
import { show } from '../../ui/show.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

/**
 * `recommender state NAME`: what its host last reported, what its instances say, and what its last snapshot on this
 * machine holds.
 */
export default defineVerb({
  usage: 'recommender state <name>',
  summary: 'offsets, counts and digest of its state',
  example: 'pipeline recommender state recommendation.recommender',
  flags: {},
  completes: { name: { from: ['recommenders'] } },
  inside: true,
  async run(context, args, options) {
    const name = args[0] ?? '';
    const [status, instances] = await withKafka(context, options, async (kafka, { admin }) => {
      await declaredRecommender(kafka, name);
      const reported = (await readJobStatus(kafka)).find((one) => one.name === name);
      return [reported, await describeInstances(await admin(), name)] as const;
    });
    const described = describeState(status, instances, stateFolder(context, name), context.clock.now());
    return show(context, options, { json: described, text: () => renderState(described) });
  },
});
