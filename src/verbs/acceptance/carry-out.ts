import { type AcceptanceReport, type Check, isAccepted, type Plot } from '../../acceptance/report.ts';
import type { Context } from '../../base/context.ts';
import { paint } from '../../base/text/style.ts';
import { alerts } from '../../components/alerts/alerts.ts';
import { kinds } from '../../components/kinds.ts';
import { recommender } from '../../components/recommender/recommender.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import { loadCluster } from '../../target/load.ts';
import { awaitProduced } from '../shared/await-produced.ts';
import { loadDesired } from '../shared/desired.ts';
import up from '../up.ts';
import { applied } from './applied.ts';
import { asked, type Stage } from './asked.ts';
import { lagDuring } from './course.ts';
import { declaredChecks } from './declared-checks.ts';
import { events } from './events.ts';
import { present } from './present.ts';
import { recommended } from './recommended.ts';
import { alertRules } from './rules.ts';
import { stored } from './stored.ts';
import { words } from './words.ts';

/** The whole acceptance, from a cluster that may not be up yet to the report. */
export async function carryOut(stage: Stage): Promise<AcceptanceReport> {
  const { context, options, files } = stage;
  const began = context.clock.now();
  const checks: Check[] = [];
  const plots: Plot[] = [];
  if (options.cluster === 'embedded') {
    title(context, 'Starting what is declared');
    await asked(stage, up.run, files, { with: [] });
  }
  const cluster = await loadCluster(options.cluster, context, options.insecure);
  const desired = await loadDesired(context, files, options, cluster);
  const { result: stages, plots: lag } = await lagDuring(stage, desired, async () => {
    title(context, 'Applying');
    const deployed = await applied(stage);
    if (deployed.some(({ outcome }) => outcome === 'failed')) return { deployed };
    title(context, 'Producing events');
    await awaitProduced(context, options, desired.connectors);
    title(context, 'Proving that every record is stored exactly once');
    return { deployed, proven: await stored(stage) };
  });
  const { deployed, proven } = stages;
  checks.push(...deployed);
  if (proven !== undefined) {
    title(context, 'Counting the events');
    const counted = await events(stage, finiteTopics(desired));
    title(context, 'Computing alerts and recommendations anew');
    const ruled = await alertRules(
      stage,
      desired.jobs.filter(({ kind }) => kind === alerts.name).map((job) => job.pipeline),
    );
    const lists = await recommended(
      stage,
      desired.jobs.filter(({ kind }) => kind === recommender.name).map((job) => job.name),
    );
    if (desired.checks.length > 0) title(context, 'Looking at what the files say must be true');
    const declared = await declaredChecks(stage, desired);
    checks.push(
      ...counted.checks,
      ...(await present(stage, endlessTopics(desired))),
      ...proven.checks,
      ...ruled,
      ...lists,
      ...declared,
    );
    plots.push(...counted.plots, ...lag, ...proven.plots);
    if (cluster.hdfs !== undefined) {
      title(context, 'Counting words in HDFS');
      checks.push(...(await words(stage)));
    }
  }
  const seconds = (context.clock.now() - began) / 1000;
  return {
    version: 1,
    ok: isAccepted(checks),
    cluster: cluster.name,
    began: new Date(began).toISOString(),
    seconds,
    checks,
    plots,
  };
}

/** Topics of the sources that end by themselves: all of their records can be waited for. */
const finiteTopics = ({ connectors }: DesiredState): readonly string[] => [
  ...new Set(
    connectors
      .filter(
        ({ role, kind, declaration }) =>
          role === 'source' && kinds.named(kind).end?.expected(declaration) !== undefined,
      )
      .flatMap(({ topics }) => topics),
  ),
];

/** Topics of sources without an end: of their records, only what is there can be told. */
const endlessTopics = (desired: DesiredState): readonly string[] => {
  const finite = new Set(finiteTopics(desired));
  const all = desired.connectors.filter(({ role }) => role === 'source').flatMap(({ topics }) => topics);
  return [...new Set(all)].filter((topic) => !finite.has(topic));
};

function title({ messages }: Context, text: string): void {
  messages.write(`\n${paint(messages).bold(text)}\n`);
}
