import { ExitCode } from '../../base/errors.ts';
import { progressLine } from '../../base/text/progress.ts';
import { decoding } from '../../clients/kafka/reader.ts';
import { decodersOf } from '../../encodings/record-decoder.ts';
import { proveRecommender } from '../../recommender/audit/prove.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { describeInstances } from '../../recommender/http/instances.ts';
import { recommenderSpec } from '../../recommender/spec.ts';
import { stateFolder } from '../../recommender/state/state-folder.ts';
import { renderRecommenderProof } from '../../ui/recommender-proof.ts';
import { show } from '../../ui/show.ts';
import { duration, valued } from '../flag.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

/** `recommender verify NAME`: computes everything anew and compares. Exit code 3 when anything differs. */
export default defineVerb({
  usage: 'recommender verify <name>',
  summary: 'compute everything anew from the log and compare: events, counts, every list',
  example: 'pipeline recommender verify recommendation.recommender --wait 60s',
  flags: {
    wait: valued('<duration>', 'how long what is in the sources may take to be learned and served', duration, {
      default: 10_000,
      shown: '10s',
    }),
  },
  completes: { name: { from: ['recommenders'] } },
  inside: true,
  async run(context, args, options) {
    const name = args[0] ?? '';
    const { wait } = options;
    const line = progressLine(context);
    const progress = (text: string) => line.show(() => `Verifying ${name}: ${text} …`);
    const proof = await withKafka(context, options, async (kafka, { admin, registry }) => {
      const spec = recommenderSpec(name, (await declaredRecommender(kafka, name)).spec);
      const readable = decoding(kafka, decodersOf(spec.types, registry));
      const folder = stateFolder(context, name).path;
      const client = await admin();
      const instances = () => describeInstances(client, name);
      return proveRecommender(
        { name, spec, cluster: options.cluster, kafka: readable, folder, instances, wait, progress },
        context,
      );
    }).finally(line.end);
    show(context, options, { json: proof, text: () => renderRecommenderProof(proof, context.output) });
    return proof.ok ? ExitCode.fine : ExitCode.notHealthy;
  },
});
