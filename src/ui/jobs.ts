import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { ListedJob } from '../pipeline/status/list-jobs.ts';
import { reasons } from './job.ts';

/** The table of `jobs list`, then a line for each job that is not well. */
export function renderJobs(jobs: readonly ListedJob[], output: Output): string {
  if (jobs.length === 0) return 'There is no job.\n';
  const style = paint(output);
  const colour = ({ condition, healthy }: ListedJob) => {
    if (!healthy) return style.red(condition);
    return condition === 'running' || condition === 'finished' ? style.green(condition) : style.yellow(condition);
  };
  const columns = [{ title: 'NAME' }, { title: 'ENGINE' }, { title: 'RUNS' }, { title: 'STATE' }];
  const rows = jobs.map((job) => [printable(job.name), job.engine, job.run, colour(job)]);
  const lines = jobs.flatMap(({ name, condition, healthy, waits, error }) => {
    const why = reasons(condition, waits, error);
    const title = healthy ? style.yellow : style.red;
    return why.length === 0 ? [] : [`${title(printable(name))}: ${printable(why.join('; '))}\n`];
  });
  return table(columns, rows) + (lines.length === 0 ? '' : `\n${lines.join('')}`);
}
