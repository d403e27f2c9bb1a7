import { ExitCode } from '../../base/errors.ts';
import { supervisorChannel } from '../../jobs/supervisor/report.ts';
import { declaredRecommender } from '../../recommender/declared.ts';
import { listenAddress } from '../../recommender/http/server.ts';
import { runRecommender } from '../../recommender/instance/run.ts';
import { recommenderSpec } from '../../recommender/spec.ts';
import { loadCluster } from '../../target/load.ts';
import { option } from '../flag.ts';
import { followDeclaration } from '../shared/follow-declaration.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

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
    await followDeclaration({ ...context, signal }, declared, (job, until) =>
      runRecommender(
        name,
        recommenderSpec(name, job.spec),
        addresses,
        { ...context, signal: until },
        { listen, report },
      ),
    );
    return ExitCode.fine;
  },
});
