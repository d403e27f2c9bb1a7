import type { Context } from '../../base/context.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';

const WATCH = 2_000;

/**
 * Runs a hosted job until the context's signal, as it is declared: a changed declaration is taken up, a stopped job
 * waits. Errors are those of `run`, and of `declared` where the job is declared no more.
 */
export async function followDeclaration(
  context: Context,
  declared: () => Promise<JobRecord>,
  run: (job: JobRecord, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { signal, clock } = context;
  let told = '';
  while (!signal.aborted) {
    const job = await declared();
    if (job.state !== 'running' && job.state !== told) {
      context.messages.write(
        `${job.name} is ${job.state}; \`pipeline resume ${job.name}\` lets this instance begin.\n`,
      );
    }
    told = job.state;
    const changed = new AbortController();
    const until = AbortSignal.any([signal, changed.signal]);
    const watching = (async () => {
      while (!until.aborted) {
        await clock.sleep(WATCH, until).catch(() => {});
        // A declaration that cannot be read now is read in the next round; one that is gone ends the job.
        const now = until.aborted ? job : await declared().catch(() => job);
        if (now.digest !== job.digest || now.state !== job.state) changed.abort();
      }
    })();
    try {
      if (job.state === 'running') await run(job, until);
      else await clock.sleep(WATCH, until).catch(() => {});
    } finally {
      changed.abort();
      await watching;
    }
  }
}
