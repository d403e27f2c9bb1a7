import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode } from '../../base/errors.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { readPublished } from '../../recommender/publish/published.ts';
import { recommenderSpec } from '../../recommender/spec.ts';
import { renderRecommendations } from '../../ui/recommendations.ts';
import { withKafka } from '../shared/with-kafka.ts';

/** `recommender list NAME [USER…]`: the written lists of these users, or of the first ones. */
export async function list(
  context: Context,
  args: readonly string[],
  options: GlobalOptions & { readonly max: number },
): Promise<ExitCode> {
  const [name = '', ...users] = args;
  const lists = await withKafka(context, options, async (kafka) => {
    const { spec } = await declaredRecommender(kafka, name);
    return readPublished(kafka, recommenderSpec(name, spec).to);
  });
  const wanted = users.length > 0 ? users : [...lists.keys()].sort().slice(0, options.max);
  const found = wanted.flatMap((user) => lists.get(user) ?? []);
  const text =
    options.output === 'json' ? `${JSON.stringify(found, null, 2)}\n` : renderRecommendations(found, context.output);
  context.output.write(text);
  const missing = wanted.filter((user) => !lists.has(user));
  if (missing.length > 0) context.messages.write(`No list is written for ${missing.join(', ')}\n`);
  if (users.length === 0) context.messages.write(`${found.length} of ${lists.size} users\n`);
  return missing.length > 0 ? ExitCode.failed : ExitCode.fine;
}
