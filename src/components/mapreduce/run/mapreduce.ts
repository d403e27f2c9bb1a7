import { UnhealthyError } from '../../../base/errors.ts';
import type { JobResult, JobRunner, JobSite } from '../../../jobs/runner.ts';
import type { RunnableJob } from '../../../jobs/spec.ts';
import { ensureJars } from '../../../processes/jars.ts';
import { joinPath } from '../../../store/store.ts';
import { differences, figures } from './compare.ts';
import { type Inputs, listInputs } from './inputs.ts';
import { clearOutputs, outputsOf, readGroups, readWords } from './output.ts';
import { recount } from './recount.ts';
import { groupRows, type MapReduceResult, renderResult, wordRows } from './result.ts';
import { submit } from './submit.ts';
import { countWords } from './words.ts';
import type { MapReduceWork } from './work.ts';
import { mapReduceWork } from './work.ts';

/**
 * Jobs of MapReduce: on YARN where the cluster has it, else in a process of this machine. What they find is counted
 * again.
 */
export const mapreduceRunner: JobRunner = { run, render: renderResult };

async function run(job: RunnableJob, site: JobSite): Promise<JobResult> {
  const work = mapReduceWork(job.name, job.spec.work);
  const { clock } = site.context;
  const inputs = await listInputs(job, work, site);
  const engine = site.cluster.yarn === undefined ? 'local' : 'yarn';
  if (engine === 'local') site.progress('YARN is not up in this cluster, so the job runs on this machine alone');
  await ensureJars(['yarn', 'mapreduce'], site.context);
  const begin = clock.now();
  const outputs = outputsOf(job.name);
  const output = joinPath(outputs, new Date(begin).toISOString().replaceAll(/[-:.]/g, ''));
  const left = await clearOutputs(inputs.store, outputs, output, false);
  if (left > 0)
    site.progress(`removed what ${left === 1 ? 'a run that was' : `${left} runs that were`} cut short left`);
  const application = await submit({ name: job.name, engine, work, inputs, output }, site);
  const seconds = (clock.now() - begin) / 1000;
  site.progress('counting again, without MapReduce, to compare');
  const found = await (work.compute === 'words' ? checkWords : checkGroups)(job.name, inputs, output, work);
  await clearOutputs(inputs.store, outputs, output, true);
  return {
    ranOn: engine === 'yarn' ? 'YARN' : 'this machine',
    application: application ?? null,
    seconds,
    output: `${inputs.store.uri}${output}`,
    files: inputs.files.length,
    bytes: inputs.files.reduce((sum, { bytes }) => sum + bytes, 0),
    ...found,
  } satisfies MapReduceResult;
}

type Found = Pick<MapReduceResult, 'totals' | 'columns' | 'rows' | 'checked'>;

async function checkGroups(job: string, inputs: Inputs, output: string, work: MapReduceWork): Promise<Found> {
  const { store, records } = inputs;
  const found = await readGroups(store, output);
  const wrong = differences(figures(found), figures(await recount(inputs, work)));
  if (records !== undefined && records !== found.read) {
    wrong.push(`the job read ${found.read} records, and ${records} are committed`);
  }
  refuseDifferent(job, wrong);
  const groups = found.groups.size === 1 ? 'one group' : `${found.groups.size} groups`;
  return {
    totals: { records: found.read, unreadable: found.unreadable, groups: found.groups.size },
    columns: [work.by ?? '', 'count', ...(work.sum === undefined ? [] : [`sum of ${work.sum}`])],
    rows: groupRows(found, work.sum !== undefined),
    checked: `an independent count of the same files finds the same ${groups}, and as many records as were committed`,
  };
}

async function checkWords(job: string, inputs: Inputs, output: string): Promise<Found> {
  const words = await readWords(inputs.store, output);
  const texts = (counts: ReadonlyMap<string, number>) => new Map([...counts].map(([word, n]) => [word, String(n)]));
  refuseDifferent(job, differences(texts(words), texts(await countWords(inputs.files, inputs.store))));
  return {
    totals: { words: [...words.values()].reduce((sum, times) => sum + times, 0), 'distinct words': words.size },
    columns: ['word', 'count'],
    rows: wordRows(words),
    checked: 'an independent count of the same files finds the same words, each as often',
  };
}

function refuseDifferent(job: string, wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  throw new UnhealthyError(`Its result is not what an independent count finds: ${wrong.join('; ')}`, {
    where: `job ${job}`,
    hint: 'Files may have changed meanwhile: `pipeline verify --deep` shows it. Then run the job again.',
  });
}
