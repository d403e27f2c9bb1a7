import type { Diagnostic, Location } from '../../../base/errors.ts';
import type { DesiredJob } from '../../../jobs/desired-job.ts';
import type { JobSite } from '../../../jobs/runner.ts';
import { jobSpec } from '../../../jobs/spec.ts';
import type { JobDeclaration } from '../../../language/model.ts';
import { jarsAreCurrent } from '../../../processes/jars.ts';
import { findJdk } from '../../../processes/java.ts';
import { homeOf, logFile } from '../../../target/home.ts';
import { runDriver } from './driver.ts';
import type { SparkEvent } from './events.ts';
import { checkArguments } from './java.ts';
import { writeRequest } from './prepare.ts';
import { sparkRequest } from './request.ts';
import { sparkWork } from './work.ts';

type Refused = Extract<SparkEvent, { event: 'refused' }>;

/**
 * What Spark's own analyzer says about the SQL of jobs, without running them: 2 to 3 s each. Where Spark's jars were
 * never fetched nothing is said: the job could not run either.
 */
export async function checkJobs(
  jobs: readonly DesiredJob[],
  { context, cluster }: Pick<JobSite, 'context' | 'cluster'>,
): Promise<readonly Diagnostic[]> {
  if (!jarsAreCurrent('spark')) return [];
  const { java } = await findJdk(context.environment);
  const found: Diagnostic[] = [];
  for (const { name, kind, run, digest, spec, declaration } of jobs) {
    if (declaration === undefined) continue;
    const runnable = { name, kind, run, digest, spec: jobSpec(name, spec) };
    const work = sparkWork(name, runnable.spec.work);
    if (work.sql === undefined && work.als === undefined) continue;
    const request = sparkRequest(runnable, work, new Map(), cluster, {});
    const driver = {
      name,
      command: java,
      args: checkArguments(java, writeRequest(context, { ...request, name: `${name}.check` })),
      environment: { ...context.environment, SPARK_LOCAL_IP: '127.0.0.1' },
      directory: homeOf(context).tmp,
      log: logFile(homeOf(context), `job-${name}`),
      signal: context.signal,
    };
    await runDriver(driver, (event) => {
      if (event.event === 'refused') found.push(diagnosticOf(event, name, declaration));
    });
  }
  return found;
}

function diagnosticOf(refused: Refused, job: string, declaration: JobDeclaration): Diagnostic {
  const message = `Spark refuses ${job}: ${refused.reason}`;
  return { severity: 'error', rule: 'spark-sql', message, at: placeOf(refused, declaration) };
}

/** The place in the SQL file; in the YAML, the line of the SQL within a block, else where it begins. */
function placeOf({ line = 1, column = 1, word }: Refused, { map, pointer, texts, words }: JobDeclaration): Location {
  if (word !== undefined) return map.locate([...pointer, 'spark', word]);
  if (texts.sql !== undefined) {
    const text = texts.sql.text.split(/\r?\n/)[line - 1] ?? '';
    return { file: texts.sql.file, line, column, endColumn: Math.max(column + 1, wordEnd(text, column)), text };
  }
  return map.locate([...pointer, 'spark', words.sql === undefined ? 'als' : 'sql']);
}

const wordEnd = (text: string, column: number): number =>
  column + (/^[\w.`]+/.exec(text.slice(column - 1))?.[0].length ?? 0);
