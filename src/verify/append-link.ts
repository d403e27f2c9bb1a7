import type { Clock } from '../base/context.ts';
import { RefusedError } from '../base/errors.ts';
import { joinPath } from '../store/store.ts';
import { linkPath } from './chain-files.ts';
import type { ChainPlace, ChainState } from './chain-state.ts';
import { type CommittingSink, currentChain } from './committed-files.ts';
import type { Link } from './link.ts';
import { hasFilesOnTheirWay } from './newest-commit.ts';

const ATTEMPTS = 10;
const PAUSE = 500;

/** What a link of this tool says beside what every link does. */
export type LinkWords = Pick<Link, 'kind'> & Partial<Pick<Link, 'retired' | 'compact' | 'retry'>>;

/**
 * Appends a link of this tool, exclusively, so that what `say` makes of the chain holds where the link stands;
 * undefined says nothing. A running sink notices, and opens its chain again. Returns the link's number. RefusedError
 * where the chain is broken, its newest link is not carried out, or the sink keeps adding links faster; `what` would be
 * done.
 */
export async function appendLink(
  sink: CommittingSink,
  { topic, partition }: ChainPlace,
  clock: Clock,
  what: string,
  say: (chain: ChainState, tip: Link) => LinkWords | undefined,
): Promise<number | undefined> {
  const where = `${sink.connector}, ${topic}-${partition}`;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const chain = await currentChain(sink, topic, partition);
    const { tip, breaks } = chain;
    if (tip === undefined || breaks.length > 0) {
      throw new RefusedError(`The commit log is broken, so nothing can be ${what}`, {
        where,
        hint: '`pipeline verify` tells how.',
      });
    }
    const words = say(chain, tip);
    if (words === undefined) return undefined;
    if (await isCarriedOut(sink, tip)) {
      const link = linkAfter(tip, words, attempt, new Date(clock.now()));
      const path = linkPath({ ...sink, topic, partition }, link.seq);
      if (await sink.store.createExclusively(path, Buffer.from(JSON.stringify({ version: 1, ...link }))))
        return link.seq;
    } else await clock.sleep(PAUSE);
  }
  throw new RefusedError(`The sink does not come to rest, so nothing was ${what}`, {
    where,
    hint: `Try again; \`pipeline resume ${sink.connector}\` lets a sink end what it has begun.`,
  });
}

/** Whether nothing is left to do of a link; files that it retires are removed here. Only a sink may end a reset. */
async function isCarriedOut(sink: CommittingSink, tip: Link): Promise<boolean> {
  if (await hasFilesOnTheirWay(sink, tip)) return false;
  if (tip.kind === 'reset') return tip.retired.length === 0;
  for (const path of tip.retired) await sink.store.remove(joinPath(sink.root, path), false);
  return true;
}

function linkAfter(
  { seq, to, contract, layout, topicId, last }: Link,
  words: LinkWords,
  attempt: number,
  now: Date,
): Link {
  return {
    seq: seq + 1,
    writer: 'pipeline',
    attempt,
    time: now.toISOString(),
    from: to,
    to,
    records: 0,
    files: [],
    deadLettered: [],
    tombstones: 0,
    lost: [],
    retired: [],
    ...(contract !== undefined && { contract }),
    ...(layout !== undefined && { layout }),
    ...(topicId !== undefined && { topicId }),
    ...(last !== undefined && { last }),
    ...words,
  };
}
