import type { Context } from '../../base/context.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { findInstances } from '../../recommender/group/find-instances.ts';
import { endsOfSources, type Forgotten, whatStays, writeMarker } from '../../recommender/log/forget.ts';
import { readPublished } from '../../recommender/publish/published.ts';
import { logTopic, recommenderSpec } from '../../recommender/spec.ts';
import { renderForgotten } from '../../ui/forgotten.ts';
import { show } from '../../ui/show.ts';
import { yes } from '../flag.ts';
import { confirm } from '../shared/confirm.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

const PATIENCE = 20_000;
const PAUSE = 500;

/** `recommender forget NAME USER`: from now on nothing is known of the user; says what stays elsewhere. */
export default defineVerb({
  usage: 'recommender forget <name> <user>',
  summary: "let a user's events count no more, and take the list away",
  example: 'pipeline recommender forget recommendation.recommender u0042',
  flags: { yes },
  completes: { name: { from: ['recommenders'] } },
  async run(context, args, options) {
    const [name = '', user = ''] = args;
    const forgotten = await withKafka(context, options, async (kafka, { admin, writer }): Promise<Forgotten> => {
      const spec = recommenderSpec(name, (await declaredRecommender(kafka, name)).spec);
      await confirm(context, `Forget ${user}, whose events then count no more?`, options.yes);
      const ends = await endsOfSources(kafka, spec.from);
      await writeMarker(await writer(logTopic(name), 1), user, ends);
      const runs = (await findInstances(await admin(), name)).length > 0;
      const listGone = await awaitNoList(kafka, spec.to, user, context, runs ? PATIENCE : 0);
      const before = ends.map(({ topic, partition, to }) => ({ topic, partition, to }));
      return { user, before, listGone, stays: whatStays(name, spec) };
    });
    return show(context, options, { json: forgotten, text: () => renderForgotten(forgotten) });
  },
});

/** Whether the user's list is gone within `patience` ms. */
async function awaitNoList(
  kafka: RawKafka,
  topic: string,
  user: string,
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  patience: number,
): Promise<boolean> {
  for (const until = clock.now() + patience; ; ) {
    if (!(await readPublished(kafka, topic)).has(user)) return true;
    if (clock.now() >= until) return false;
    await clock.sleep(PAUSE, signal);
  }
}
