import { digest } from '../base/canonical.ts';
import { UsageError } from '../base/errors.ts';
import type { Clients } from '../clients/clients.ts';
import { knows } from '../clients/connect/version.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { inventory } from '../pipeline/status/inventory.ts';
import { planJson } from '../ui/plan.ts';
import { type Asked, json, type Route } from './answer.ts';
import { intentOf } from './intent.ts';
import { refusedAs } from './refused-as.ts';
import { changedSince, sealIn } from './seal.ts';
import { eventsOf } from './server-events.ts';
import type { Compared, Source } from './source.ts';
import { type Verb, verbs } from './wire/intent.ts';
import { Works } from './work.ts';

const APPLY = 'apply';

/** What stands for a plan as it was shown. What engines object to, which only `apply` asks, is no part of it. */
const sealOf = ({ live, changes, cluster, scope }: Plan): string => digest({ live, changes, cluster, scope });

/** A plan as it is shown, with what an `apply` of it must bring. */
export const shownPlan = ({ plan }: Compared) => ({ plan: planJson(plan), seal: sealOf(plan) });

/** What the page changes: shown first, and done only as it was shown. `changed` is called after each write. */
export function writeRoutes(source: Source, changed: () => void): readonly Route[] {
  const { connection, context } = source;
  const works = new Works(context.clock);

  /** What would be done; refused where the verb would refuse. */
  const shown = async (verb: Verb, name: string, clients: Clients) => {
    const item = (await inventory(clients)).find((one) => one.name === name);
    if (item === undefined) throw new UsageError(`The cluster has no connector or job ${name}`);
    await source.check(verb, item, clients);
    const hasOffsets = item.kind === 'connector' && knows(await clients.connect.version(), 'offsets get');
    return { item, intent: intentOf(verb, item, hasOffsets ? await clients.connect.offsets(name) : []) };
  };

  return [
    {
      method: 'GET',
      path: /^\/api\/intents\/([a-z-]+)\/([^/]+)$/,
      answer: (asked) =>
        refusedAs(409, async () => {
          const { intent } = await connection.use((clients) => shown(verbOf(asked), asked.parts[1] ?? '', clients));
          return json(200, intent);
        }),
    },
    {
      method: 'POST',
      path: /^\/api\/intents\/([a-z-]+)\/([^/]+)$/,
      answer: (asked) =>
        refusedAs(409, () =>
          connection.use(async (clients, cluster) => {
            const { item, intent } = await shown(verbOf(asked), asked.parts[1] ?? '', clients);
            if (sealIn(asked) !== intent.seal) throw changedSince(item.name);
            await source.operate(intent.verb, item, clients, cluster);
            changed();
            return json(200, { done: true });
          }),
        ),
    },
    {
      method: 'POST',
      path: /^\/api\/plan\/apply$/,
      answer: (asked) =>
        refusedAs(409, async () => {
          const seal = sealIn(asked);
          works.start(APPLY, (tell) => {
            const approve = (plan: Plan) => {
              if (sealOf(plan) !== seal) throw changedSince('The cluster, or what the files declare,');
            };
            return source.apply(approve, (words) => tell({ words })).finally(changed);
          });
          return json(202, { started: true });
        }),
    },
    {
      method: 'GET',
      path: /^\/api\/plan\/applying$/,
      answer: ({ gone }) => ({
        type: 'text/event-stream',
        chunks: eventsOf(works.follow(APPLY, gone), JSON.stringify),
      }),
    },
  ];
}

function verbOf({ parts: [given] }: Asked): Verb {
  const verb = verbs.find((one) => one === given);
  if (verb === undefined) throw new UsageError(`The page can ${verbs.join(', ')}, and not ${given}`);
  return verb;
}
