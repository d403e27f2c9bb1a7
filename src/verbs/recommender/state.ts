import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode } from '../../base/errors.ts';
import { readJobStatus } from '../../jobs/registry/jobs.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { describeInstances } from '../../recommender/http/instances.ts';
import { describeState } from '../../recommender/instance/describe-state.ts';
import { stateFolder } from '../../recommender/state/state-folder.ts';
import { renderState } from '../../ui/recommender-state.ts';
import { withKafka } from '../shared/with-kafka.ts';

/** `recommender state NAME`: what its host last reported, what its instances say, and what its last snapshot on this machine holds. */
export async function state(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const name = args[0] ?? '';
  const [status, instances] = await withKafka(context, options, async (kafka, { admin }) => {
    await declaredRecommender(kafka, name);
    const reported = (await readJobStatus(kafka)).find((one) => one.name === name);
    return [reported, await describeInstances(await admin(), name)] as const;
  });
  const described = describeState(status, instances, stateFolder(context, name), context.clock.now());
  context.output.write(options.output === 'json' ? `${JSON.stringify(described, null, 2)}\n` : renderState(described));
  return ExitCode.fine;
}
