import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode } from '../../base/errors.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { findInstances } from '../../recommender/group/find-instances.ts';
import { endsOfSources, type Forgotten, whatStays, writeMarker } from '../../recommender/log/forget.ts';
import { readPublished } from '../../recommender/publish/published.ts';
import { logTopic, recommenderSpec } from '../../recommender/spec.ts';
import { renderForgotten } from '../../ui/forgotten.ts';
import { confirm } from '../shared/confirm.ts';
import { withKafka } from '../shared/with-kafka.ts';

const PATIENCE = 20_000;
const PAUSE = 500;

interface ForgetOptions extends GlobalOptions {
  readonly yes: boolean;
}

/** `recommender forget NAME USER`: from now on nothing is known of the user; says what stays elsewhere. */
export async function forget(context: Context, args: readonly string[], options: ForgetOptions): Promise<ExitCode> {
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
  context.output.write(
    options.output === 'json' ? `${JSON.stringify(forgotten, null, 2)}\n` : renderForgotten(forgotten),
  );
  return ExitCode.fine;
}

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
