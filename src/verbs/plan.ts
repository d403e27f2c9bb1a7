import { ExitCode } from '../base/errors.ts';
import { writePrivateFile } from '../pipeline/apply/private-file.ts';
import { readLive } from '../pipeline/apply/read-live.ts';
import { refusalOf } from '../pipeline/apply/refuse.ts';
import { formatPlanFile } from '../pipeline/plan/plan-file.ts';
import { planJson, renderPlan } from '../ui/plan.ts';
import { show } from '../ui/show.ts';
import { flag, option } from './flag.ts';
import { checkedPlan } from './shared/checked-plan.ts';
import { secretNames, withClients } from './shared/clients.ts';
import { loadDesired, topicNames } from './shared/desired.ts';
import { defineVerb } from './verb.ts';

/**
 * `plan [FILES]`: what `apply` would change. Exit code 2 with --detailed-exitcode when that is something, 1 when
 * `apply` would refuse.
 */
export default defineVerb({
  usage: 'plan [files...]',
  summary: 'show what apply would change',
  example: 'pipeline plan config/*.yaml --out today.plan',
  flags: {
    detailedExitcode: flag('exit 2 when changes are pending'),
    prune: flag('also remove what is ours and no longer declared'),
    acceptBreaking: flag('let contracts change so that records or readers break'),
    all: flag("also what is added by itself: settings of Kafka's clients, converters"),
    out: option('<file>', 'keep the plan for `pipeline apply FILE`', { completes: { from: ['files'] } }),
  },
  completes: { files: { from: ['yaml'] } },
  async run(context, files, options) {
    return withClients(context, options, async (clients, cluster) => {
      const desired = await loadDesired(context, files, options, cluster);
      const live = await readLive(clients, topicNames(desired), secretNames(cluster));
      const made = await checkedPlan(desired, live, { context, cluster }, options);
      const error = refusalOf(made);
      const code = show(context, options, {
        json: planJson(made),
        text: () => renderPlan(made, context.output, options),
        error,
      });
      if (code !== ExitCode.fine) return code;
      if (options.out !== undefined) {
        writePrivateFile(context.directory, options.out, formatPlanFile(made));
        context.messages.write(`\`pipeline apply ${options.out}\` carries out exactly this.\n`);
      }
      return options.detailedExitcode && made.changes.length > 0 ? ExitCode.changesPending : ExitCode.fine;
    });
  },
});
