import { holds } from '../../acceptance/holds.ts';
import type { Check } from '../../acceptance/report.ts';
import { heeding } from '../../clients/kafka/reader.ts';
import { kinds } from '../../components/kinds.ts';
import type { CheckDeclaration } from '../../language/model.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import type { StatisticsReport } from '../../statistics/audit/report.ts';
import { STATISTICS, statisticsSpec } from '../../statistics/spec.ts';
import { Stores } from '../../store/location.ts';
import { newestStored } from '../../verify/newest-stored.ts';
import { withClients } from '../shared/clients.ts';
import { chooseSinks } from '../shared/sinks.ts';
import statistics from '../statistics.ts';
import { asked, type Stage } from './asked.ts';
import { attempt } from './attempt.ts';
import { numberOf } from './statistic-number.ts';

const group = 'Checks';

/** What the files themselves say must be true, each a line. */
export async function declaredChecks(stage: Stage, desired: DesiredState): Promise<readonly Check[]> {
  const lines: Check[] = [];
  for (const declared of desired.checks) {
    const { pipeline, name } = declared;
    const about = { group, name: `${pipeline}.${name}`, how: howOf(declared) };
    const checks = await attempt(about, async () => [await looked(declared, about, stage, desired)]);
    const hint = `Look at \`checks.${name}\` of ${pipeline}.`;
    lines.push(...checks.map((one) => (one.outcome === 'failed' ? { hint, ...one } : one)));
  }
  return lines;
}

type About = Pick<Check, 'group' | 'name' | 'how'>;

function howOf({ checked }: CheckDeclaration): string {
  if ('statistic' in checked) return `${checked.statistic}, counted over the topic from its oldest record on, twice`;
  if ('sql' in checked) return `\`${checked.sql}\` in the database of ${checked.sink}, which it can only read`;
  return `timestamp of the newest record that ${checked.sink} has stored, by its own commits`;
}

async function looked(declared: CheckDeclaration, about: About, stage: Stage, desired: DesiredState): Promise<Check> {
  const { pipeline, checked } = declared;
  if ('statistic' in checked) {
    const { found, problem } = await counted(pipeline, checked.statistic, stage, desired);
    const hint = `\`pipeline watch\` shows the events themselves. ${corrected(declared)}`;
    return judged(about, found, checked.expected, hint, problem);
  }
  const sink = `${pipeline}.${checked.sink}`;
  if ('sql' in checked) {
    const found = (await queried(sink, checked.sql, stage, desired)) ?? 'null';
    const hint = `\`pipeline verify --deep --sink ${sink}\` tells whether the rows are the topic's. ${corrected(declared)}`;
    return judged(about, found, checked.expected, hint);
  }
  return fresh(about, await age(sink, stage), checked.fresherThan);
}

/** Where to look when the data is right. */
const corrected = ({ name }: CheckDeclaration) => `Where they are right, correct \`expect\` of \`checks.${name}\`.`;

function judged(about: About, found: string, expected: string, hint: string, problem?: string): Check {
  if (problem === undefined && holds(found, expected)) return { ...about, outcome: 'passed', found, expected };
  const differs = `it is ${found}, and ${expected} is expected`;
  return { ...about, outcome: 'failed', found, expected, problem: problem ?? differs, hint };
}

/** `age`: milliseconds since the newest stored record; undefined where none is stored. Pure. */
export function fresh(about: About, age: number | undefined, fresherThan: number): Check {
  const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1_000).toLocaleString('en-US')} s`;
  const expected = `less than ${seconds(fresherThan)} old`;
  const found = age === undefined ? 'nothing stored' : `${seconds(age)} old`;
  if (age !== undefined && age < fresherThan) return { ...about, outcome: 'passed', found, expected };
  const hint = '`pipeline status` tells whether the source and the sink move.';
  const problem = age === undefined ? 'the sink has stored no record' : 'the newest stored record is too old';
  return { ...about, outcome: 'failed', found, expected, problem, hint };
}

async function counted(pipeline: string, statistic: string, stage: Stage, { jobs }: DesiredState) {
  const [table = ''] = statistic.split('.');
  const job = jobs.find((one) => one.kind === STATISTICS && one.pipeline === pipeline);
  const topics = job === undefined ? [] : (statisticsSpec(job.name, job.spec).tables[table]?.from ?? []);
  const own = { fromBeginning: true, file: stage.files };
  const report = await asked<StatisticsReport, typeof own>(stage, statistics.run, topics, own);
  const found = report && numberOf(report.tables, statistic);
  const differs = report?.differences.filter((one) => one.table === table).map(({ what }) => what) ?? [];
  const problem = differs.length === 0 ? undefined : `two counts differ in ${differs.join(', ')}`;
  return { found: found ?? 'nothing', problem };
}

async function queried(sink: string, sql: string, { context, options }: Stage, { connectors }: DesiredState) {
  return withClients(context, options, async (_, cluster) => {
    const deployed = connectors.find(({ name }) => name === sink);
    const query = deployed === undefined ? undefined : kinds.named(deployed.kind).query;
    if (deployed === undefined || query === undefined) return null;
    return query(deployed, new Stores(cluster, context), sql);
  });
}

async function age(name: string, stage: Stage): Promise<number | undefined> {
  const { context, options, files } = stage;
  return withClients(context, options, async (clients, cluster) => {
    const [sink] = await chooseSinks({ context, options, clients, cluster }, files, [name]);
    const kafka = heeding(await clients.records(), context.signal);
    const newest = sink === undefined ? undefined : await newestStored(sink, kafka);
    return newest === undefined ? undefined : context.clock.now() - newest;
  });
}
