import { UsageError } from '../../base/errors.ts';
import { meant } from '../../language/diagnostic.ts';
import { hostLog, partOf, writersOf } from '../../processes/shared-log.ts';
import { homeOf } from '../../target/home.ts';
import { flag, integer, valued } from '../flag.ts';
import processLogs, { showPart } from '../logs.ts';
import { wholeName } from '../shared/find-job.ts';
import { jobLog, loggedJobs } from '../shared/job-site.ts';
import { defineVerb } from '../verb.ts';

/**
 * `jobs logs NAME`: what the job's engine says, which is kept where it runs; of a job without one, what its own process
 * says.
 */
export default defineVerb({
  usage: 'jobs logs <name>',
  summary: "print what a job's engine says",
  example: 'pipeline jobs logs weather.enrich -f',
  flags: {
    follow: flag('keep printing', 'f'),
    lines: valued('<count>', 'how many lines from the end', integer, { short: 'n', default: 100 }),
  },
  completes: { name: { from: ['jobs'] } },
  inside: true,
  async run(context, args, options) {
    const [given = ''] = args;
    const home = homeOf(context);
    const ofEngines = loggedJobs(context);
    const hosted = await writersOf(hostLog, home);
    const known = [...new Set([...ofEngines, ...hosted])];
    const name = wholeName(given, known) ?? given;
    if (ofEngines.includes(name)) return processLogs.run(context, [jobLog(name)], { ...options, cluster: 'embedded' });
    const part = await partOf(name, hostLog, home, options.lines);
    if (part !== undefined) return showPart(part, context, options);
    throw new UsageError(`There is no log of a job ${given}`, { where: home.logs, hint: meant(given, known, 'log') });
  },
});
