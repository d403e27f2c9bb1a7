import { loadCluster } from '../cluster/load.ts';
import type { Context, GlobalOptions } from '../context.ts';
import { ExitCode } from '../errors.ts';
import { kafkaConfig } from '../kafka/client.ts';
import { RawKafka } from '../kafka/fetch.ts';
import { readJobStatus } from '../kafka/jobs.ts';
import { declaredRecommender } from '../recommender/declared.ts';
import { runRecommender, stateFolder } from '../recommender/run.ts';
import { readPublished } from '../recommender/serving/published.ts';
import { recommenderSpec } from '../recommender/spec.ts';
import { describeState } from '../recommender/state/state.ts';
import { renderRecommendations } from '../render/recommendations.ts';
import { renderState } from '../render/recommender-state.ts';
import { supervisorChannel } from '../supervisor/report.ts';

const WATCH = 2_000;

async function withKafka<T>(
  context: Context,
  options: GlobalOptions,
  work: (kafka: RawKafka) => Promise<T>,
): Promise<T> {
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  const kafka = new RawKafka(kafkaConfig(addresses, context));
  try {
    await kafka.connect();
    return await work(kafka);
  } finally {
    await kafka.close();
  }
}

/**
 * `recommender run NAME`: the recommender as a process of its own, until SIGTERM, which learns what is in the log, writes
 * the last lists and the state. Follows its declaration: a changed one is taken up, a stopped one waits.
 */
export async function run(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const name = args[0] ?? '';
  const orphaned = new AbortController();
  const report = supervisorChannel(process, () => orphaned.abort());
  const signal = AbortSignal.any([context.signal, orphaned.signal]);
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  const declared = () => withKafka(context, options, (kafka) => declaredRecommender(kafka, name));
  while (!signal.aborted) {
    const job = await declared();
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
    const spec = recommenderSpec(name, job.spec);
    if (job.state === 'running') await runRecommender(name, spec, addresses, { ...context, signal: until }, report);
    else await context.clock.sleep(WATCH, until).catch(() => {});
    changed.abort();
    await watching;
  }
  return ExitCode.fine;
}

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

/** `recommender state NAME`: what its host last reported, and what its last snapshot on this machine holds. */
export async function state(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const name = args[0] ?? '';
  const status = await withKafka(context, options, async (kafka) => {
    await declaredRecommender(kafka, name);
    return (await readJobStatus(kafka)).find((one) => one.name === name);
  });
  const described = describeState(status, stateFolder(context, name), context.clock.now());
  context.output.write(options.output === 'json' ? `${JSON.stringify(described, null, 2)}\n` : renderState(described));
  return ExitCode.fine;
}
