import { proveAlerts } from '../../alerts/audit/prove.ts';
import { alertJobs } from '../../alerts/declared.ts';
import { alertsSpec } from '../../alerts/spec.ts';
import { ExitCode } from '../../base/errors.ts';
import { progressLine } from '../../base/text/progress.ts';
import { decoding } from '../../clients/kafka/reader.ts';
import { decodersOf } from '../../encodings/record-decoder.ts';
import { renderAlertsProof } from '../../ui/alerts-proof.ts';
import { show } from '../../ui/show.ts';
import { duration, valued } from '../flag.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

/** `alerts verify [PIPELINE]`: computes every alert anew and compares. Exit code 3 when anything differs. */
export default defineVerb({
  usage: 'alerts verify [pipeline]',
  summary: 'compute every alert anew from the events, and compare: missing, extra, different',
  example: 'pipeline alerts verify evenements --wait 60s',
  flags: {
    wait: valued('<duration>', 'how long the job may take to come as far as the topics go', duration, {
      default: 30_000,
      shown: '30s',
    }),
  },
  completes: { pipeline: { from: ['pipelines'] } },
  async run(context, args, options) {
    const line = progressLine(context);
    const proofs = await withKafka(context, options, async (plain, { registry }) => {
      const jobs = await alertJobs(plain, args[0]);
      return Promise.all(
        jobs.map(({ name, spec: written }) => {
          const spec = alertsSpec(name, written);
          const kafka = decoding(plain, decodersOf(spec.topics, registry));
          const progress = (text: string) => line.show(() => `Verifying ${name}: ${text} …`);
          const subject = { name, spec, cluster: options.cluster, kafka, wait: options.wait };
          return proveAlerts({ ...subject, progress }, context);
        }),
      );
    }).finally(line.end);
    const text = () => proofs.map((proof) => renderAlertsProof(proof, context.output)).join('\n');
    show(context, options, { json: proofs, text });
    return proofs.every(({ ok }) => ok) ? ExitCode.fine : ExitCode.notHealthy;
  },
});
