import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode } from '../../base/errors.ts';
import { progressLine } from '../../base/text/progress.ts';
import { proveRecommender } from '../../recommender/audit/prove.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { describeInstances } from '../../recommender/http/instances.ts';
import { recommenderSpec } from '../../recommender/spec.ts';
import { stateFolder } from '../../recommender/state/state-folder.ts';
import { renderRecommenderProof } from '../../ui/recommender-proof.ts';
import { withKafka } from '../shared/with-kafka.ts';

interface VerifyOptions extends GlobalOptions {
  /** Milliseconds. */
  readonly wait: number;
}

/** `recommender verify NAME`: computes everything anew and compares. Exit code 3 when anything differs. */
export async function verify(context: Context, args: readonly string[], options: VerifyOptions): Promise<ExitCode> {
  const name = args[0] ?? '';
  const { wait } = options;
  const line = progressLine(context);
  const progress = (text: string) => line.show(() => `Verifying ${name}: ${text} …`);
  const proof = await withKafka(context, options, async (kafka, { admin }) => {
    const spec = recommenderSpec(name, (await declaredRecommender(kafka, name)).spec);
    const folder = stateFolder(context, name).path;
    const client = await admin();
    const instances = () => describeInstances(client, name);
    return proveRecommender(
      { name, spec, cluster: options.cluster, kafka, folder, instances, wait, progress },
      context,
    );
  }).finally(line.end);
  context.output.write(
    options.output === 'json' ? `${JSON.stringify(proof, null, 2)}\n` : renderRecommenderProof(proof, context.output),
  );
  return proof.ok ? ExitCode.fine : ExitCode.notHealthy;
}
