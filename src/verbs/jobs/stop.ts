import { UsageError } from '../../base/errors.ts';
import { readJobs } from '../../jobs/registry/jobs.ts';
import { lastRuns } from '../../jobs/run-record.ts';
import { show } from '../../ui/show.ts';
import { withClients } from '../shared/clients.ts';
import { wholeName } from '../shared/find-job.ts';
import stopDeployed from '../stop.ts';
import { defineVerb } from '../verb.ts';

/** `jobs stop NAME`: a deployed job stops until it is resumed; a run by hand that was started on this machine ends. */
export default defineVerb({
  usage: 'jobs stop <name>',
  summary: 'stop a deployed job, or a run that was started here',
  example: 'pipeline jobs stop weather.enrich',
  flags: {},
  completes: { name: { from: ['jobs'] } },
  inside: true,
  async run(context, args, options) {
    const [given = ''] = args;
    return withClients(context, options, async (clients, cluster) => {
      const deployed = (await readJobs(await clients.records())).map(({ name }) => name);
      const runs = lastRuns(context, cluster.name).filter(({ state }) => state === 'RUNNING');
      const name = wholeName(given, [...deployed, ...runs.map((one) => one.name)]);
      if (name !== undefined && deployed.includes(name)) return stopDeployed.run(context, [name], options);
      const running = runs.find((one) => one.name === name);
      if (running === undefined) {
        throw new UsageError(`Neither is a job ${given} deployed, nor does a run of it go on here`, {
          hint: '`pipeline jobs list` names the jobs.',
        });
      }
      process.kill(running.pid, 'SIGTERM');
      return show(context, options, { json: { stopped: [name] }, text: () => `${name} is stopping\n` });
    });
  },
});
