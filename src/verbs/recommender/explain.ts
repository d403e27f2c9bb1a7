import { ExitCode, RefusedError } from '../../base/errors.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { findInstances } from '../../recommender/group/find-instances.ts';
import { askAny } from '../../recommender/http/ask.ts';
import { explainedList, explainedPath, isExplainedList } from '../../recommender/http/explained-list.ts';
import { recommenderSpec } from '../../recommender/spec.ts';
import { newestState, readStateFiles } from '../../recommender/state/newest.ts';
import { stateFolder } from '../../recommender/state/state-folder.ts';
import { renderExplanation } from '../../ui/explanation.ts';
import { show } from '../../ui/show.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

/**
 * `recommender explain NAME USER`: which of the user's items, and which counts, the list comes from; asked of a running
 * instance, and where none answers out of the newest state on this machine.
 */
export default defineVerb({
  usage: 'recommender explain <name> <user>',
  summary: "which of a user's items, and which counts, the list comes from",
  example: 'pipeline recommender explain recommendation.recommender u0042',
  flags: {},
  completes: { name: { from: ['recommenders'] } },
  inside: true,
  async run(context, args, options) {
    const [name = '', user = ''] = args;
    const explained = await withKafka(context, options, async (kafka, { admin }) => {
      const spec = recommenderSpec(name, (await declaredRecommender(kafka, name)).spec);
      const addresses = (await findInstances(await admin(), name)).map(({ address }) => address);
      const running = await askAny(addresses, explainedPath(user), isExplainedList);
      if (running !== undefined && running !== null) return running;
      context.messages.write('No instance answers; this is out of the newest state on this machine.\n');
      const newest = newestState(name, spec, readStateFiles(stateFolder(context, name).path));
      if (newest !== undefined) return explainedList(user, spec, newest.model, newest);
      throw new RefusedError('Nothing is here to explain the list with', {
        where: name,
        hint: 'Ask on the machine that runs it, or start it: `pipeline resume` or `pipeline recommender run`.',
      });
    });
    show(context, options, { json: explained, text: () => renderExplanation(explained, context.output) });
    return explained.known ? ExitCode.fine : ExitCode.failed;
  },
});
