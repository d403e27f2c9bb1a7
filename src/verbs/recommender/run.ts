import { ExitCode } from '../../base/errors.ts';
import { supervisorChannel } from '../../jobs/supervisor/report.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { listenAddress } from '../../recommender/http/server.ts';
import { runRecommender } from '../../recommender/instance/run.ts';
import { recommenderSpec } from '../../recommender/spec.ts';
import { loadCluster } from '../../target/load.ts';
import { option } from '../flag.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

const WATCH = 2_000;

/**
 * `recommender run NAME`: the recommender as a process of its own, until SIGTERM, which learns what is in the log,
 * writes the last lists and the state. Follows its declaration: a changed one is taken up, a stopped one waits.
 */
export default defineVerb({
  usage: 'recommender run <name>',
  summary: 'run it here, as a sidecar',
  example: 'pipeline recommender run recommendation.recommender',
  flags: {
    listen: option(
      '<address>',
      'HOST:PORT of its HTTP server; other instances must reach it there (default: a free port of 127.0.0.1)',
    ),
  },
  completes: { name: { from: ['recommenders'] } },
  async run(context, args, options) {
    const name = args[0] ?? '';
    const listen = listenAddress(options.listen);
    const orphaned = new AbortController();
    const report = supervisorChannel(process, () => orphaned.abort());
    const signal = AbortSignal.any([context.signal, orphaned.signal]);
    const addresses = await loadCluster(options.cluster, context, options.insecure);
    const declared = () => withKafka(context, options, (kafka) => declaredRecommender(kafka, name));
    let told = '';
    while (!signal.aborted) {
      const job = await declared();
      if (job.state !== 'running' && job.state !== told) {
        context.messages.write(`${name} is ${job.state}; \`pipeline resume ${name}\` lets this instance begin.\n`);
      }
      told = job.state;
      const changed = new AbortController();
      const until = AbortSignal.any([signal, changed.signal]);
      const watching = (async () => {
        while (!until.aborted) {
          await context.clock.sleep(WATCH, until).catch(() => {});
          // A declaration that cannot be read now is read in the next round; one that is gone ends the job.
          const now = until.aborted ? job : await declared().catch(() => job);
          if (now.digest !== job.digest || now.state !== job.state) changed.abort();
        }
      })();
      try {
        const spec = recommenderSpec(name, job.spec);
        if (job.state === 'running') {
          await runRecommender(name, spec, addresses, { ...context, signal: until }, { listen, report });
        } else await context.clock.sleep(WATCH, until).catch(() => {});
      } finally {
        changed.abort();
        await watching;
      }
    }
    return ExitCode.fine;
  },
});
