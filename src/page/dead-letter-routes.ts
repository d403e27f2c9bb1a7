import { digest } from '../base/canonical.ts';
import { RefusedError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { isoTime } from '../base/time.ts';
import type { ReasonGroup } from '../pipeline/dead-letters/list.ts';
import { retrySentences } from '../ui/dead-letters.ts';
import { type Asked, json, type Route } from './answer.ts';
import { answerOf } from './answer-of.ts';
import { DeadLetterDesks, type Desk, refusalOf, wantedBy } from './dead-letters.ts';
import type { Overviews } from './overview.ts';
import { refusedAs } from './refused-as.ts';
import { changedSince, sealIn } from './seal.ts';
import { eventsOf } from './server-events.ts';
import type { Source } from './source.ts';
import type { DeadLettersPage, ReasonRow, RetryIntent } from './wire/dead-letters.ts';
import { Works } from './work.ts';

/** Dead letters of sinks, and how they are tried again. */
export function deadLetterRoutes(source: Source, overviews: Overviews): readonly Route[] {
  const works = new Works(source.context.clock);
  const desks = new DeadLetterDesks(source);

  /** What would be done; refused where the verb would refuse. */
  const intent = async (name: string, reason: string): Promise<RetryIntent> => {
    const { value } = await overviews.compared(0);
    const declared = value?.plan.changes.every((change) => change.name !== name || change.kind !== 'connector') ?? true;
    return retryIntent(await desks.now(name, reason), reason, declared);
  };

  return [
    {
      method: 'GET',
      path: /^\/api\/dead-letters\/([^/]+)$/,
      answer: async ({ parts: [name = ''] }) => {
        const { value, ...rest } = await desks.look(name);
        return answerOf({ ...rest, ...(value && { value: pageOf(value, works.isRunning(name)) }) }, '');
      },
    },
    {
      method: 'GET',
      path: /^\/api\/dead-letters\/([^/]+)\/records$/,
      answer: async (asked) => answerOf(await desks.rows(nameIn(asked), reasonIn(asked)), ''),
    },
    {
      method: 'GET',
      path: /^\/api\/dead-letters\/([^/]+)\/retry$/,
      answer: (asked) => refusedAs(409, async () => json(200, await intent(nameIn(asked), reasonIn(asked)))),
    },
    {
      method: 'POST',
      path: /^\/api\/dead-letters\/([^/]+)\/retry$/,
      answer: (asked) =>
        refusedAs(409, async () => {
          const [name, reason, seal] = [nameIn(asked), reasonIn(asked), sealIn(asked)];
          const { seal: now, tried } = await intent(name, reason);
          if (seal !== now) throw changedSince(`What there is to tell of the dead letters of ${name}`);
          if (tried === 0) throw new RefusedError('None of these dead letters waits; nothing was requested');
          works.start(name, (tell) =>
            source
              .retry(name, wantedBy(reason), (words) => tell({ words }))
              .finally(() => {
                desks.expire();
                overviews.expire();
              }),
          );
          return json(202, { started: true });
        }),
    },
    {
      method: 'GET',
      path: /^\/api\/dead-letters\/([^/]+)\/retrying$/,
      answer: (asked) => ({
        type: 'text/event-stream',
        chunks: eventsOf(works.follow(nameIn(asked), asked.gone), JSON.stringify),
      }),
    },
  ];
}

const nameIn = ({ parts: [name = ''] }: Asked): string => name;
const reasonIn = ({ query }: Asked): string => query.get('reason') ?? '';

function pageOf(desk: Desk, retrying: boolean): DeadLettersPage {
  const { sink, groups } = desk;
  const refused = refusalOf(desk);
  const { name, deadLetter: topic } = sink;
  return { name, topic, reasons: groups.map(reasonRow), retrying, ...(refused && { refused }) };
}

const reasonRow = ({ reason, records, stored, first }: ReasonGroup): ReasonRow => ({
  reason,
  waiting: records - stored,
  stored,
  first: { ...first, reason: printable(first.reason), timestamp: isoTime(first.timestamp) ?? first.timestamp },
});

function retryIntent({ sink, live, groups }: Desk, reason: string, declared: boolean): RetryIntent {
  const sentences = retrySentences(groups, declared);
  const counts = groups.map((group) => ({ ...group, first: undefined }));
  const now = { state: live?.state, config: live?.config, contracts: [...(sink.chain?.contractDigests ?? [])] };
  const chosen = reason === '' ? [] : ['--reason', `'${reason.replaceAll("'", "'\\''")}'`];
  return {
    seal: digest({ verb: 'deadletters retry', name: sink.name, reason, counts, now, sentences }),
    tried: groups.reduce((sum, { retriable }) => sum + retriable, 0),
    sentences,
    command: printable(['pipeline', 'deadletters', 'retry', sink.name, ...chosen].join(' ')),
  };
}
