import { ExitCode } from '../../base/errors.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { readPublished } from '../../recommender/publish/published.ts';
import { recommenderSpec } from '../../recommender/spec.ts';
import { renderRecommendations } from '../../ui/recommendations.ts';
import { show } from '../../ui/show.ts';
import { integer, valued } from '../flag.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

/** `recommender list NAME [USER…]`: the written lists of these users, or of the first ones. */
export default defineVerb({
  usage: 'recommender list <name> [users...]',
  summary: 'print written recommendations with reasons',
  example: 'pipeline recommender list recommendation.recommender user42',
  flags: { max: valued('<count>', 'how many users', integer, { default: 5 }) },
  completes: { name: { from: ['recommenders'] } },
  async run(context, args, options) {
    const [name = '', ...users] = args;
    const lists = await withKafka(context, options, async (kafka) => {
      const { spec } = await declaredRecommender(kafka, name);
      return readPublished(kafka, recommenderSpec(name, spec).to);
    });
    const wanted = users.length > 0 ? users : [...lists.keys()].sort().slice(0, options.max);
    const found = wanted.flatMap((user) => lists.get(user) ?? []);
    show(context, options, { json: found, text: () => renderRecommendations(found, context.output) });
    const missing = wanted.filter((user) => !lists.has(user));
    if (missing.length > 0) context.messages.write(`No list is written for ${missing.join(', ')}\n`);
    if (users.length === 0) context.messages.write(`${found.length} of ${lists.size} users\n`);
    return missing.length > 0 ? ExitCode.failed : ExitCode.fine;
  },
});
