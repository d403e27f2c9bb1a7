import { UsageError } from '../base/errors.ts';
import { isRecord } from '../base/values.ts';
import { kindOf } from '../components/kinds.ts';
import { joinPath } from '../store/store.ts';
import type { ProofResult } from '../verify/proof-results.ts';
import { type Asked, json, problem, type Route } from './answer.ts';
import { answerOf } from './answer-of.ts';
import { newestRows } from './newest-rows.ts';
import type { Overviews } from './overview.ts';
import { type Looked, Reading, Readings } from './reading.ts';
import { refusedAs } from './refused-as.ts';
import { eventsOf } from './server-events.ts';
import type { Source } from './source.ts';
import { type Chains, fileRow, placeOf, readChains, storedPage } from './stored-page.ts';
import type { FilesPage, RowsPage, StoredPage } from './wire/stored.ts';
import { Works } from './work.ts';

/** Milliseconds for which what was read is shared; chains are long. */
const FRESH = 5_000;
/** Sinks of which the lists of files are kept. */
const KEPT = 10;
const PATIENCE = 8_000;
/** Files that are shown at once. */
const MOST = 50;

interface Stored {
  readonly place: string | undefined;
  readonly chains: Chains | undefined;
  readonly result: ProofResult | undefined;
}

/** What sinks stored, and the proof of it. */
export function storedRoutes(source: Source, overviews: Overviews): readonly Route[] {
  const { connection, context } = source;
  const { clock, signal } = context;
  const works = new Works(clock);
  const sinks = new Readings(KEPT, (name) => new Reading(clock, FRESH, () => read(name)));

  const read = (name: string): Promise<Stored> =>
    connection.use(async (clients, cluster) => {
      const [sink, results, live] = await Promise.all([
        source.provable(name, clients, cluster),
        source.results(clients, cluster),
        clients.connect.connector(name),
      ]);
      const chains = sink.chain === undefined ? undefined : await readChains(sink.chain);
      const remains = live === undefined ? undefined : kindOf(live.config)?.remains?.of(live);
      const place = sink.chain === undefined ? remains?.path : placeOf(sink.chain);
      return { place, chains, result: results.find(({ last }) => last.sink === name) };
    });

  const look = ({ parts: [name = ''] }: Asked): Promise<Looked<Stored>> => sinks.of(name).look(PATIENCE, signal);

  const chainsOf = async (asked: Asked): Promise<Chains> => {
    const { value, error } = await look(asked);
    if (error !== undefined) throw error;
    if (value?.chains !== undefined) return value.chains;
    throw new UsageError(`${asked.parts[0]} keeps no list of committed files`);
  };

  return [
    {
      method: 'GET',
      path: /^\/api\/stored\/([^/]+)$/,
      answer: async (asked) => {
        const [name = ''] = asked.parts;
        const { value, ...rest } = await look(asked);
        if (value === undefined) return answerOf(rest, '');
        const last = overviews.proofs()[name];
        const page: StoredPage = {
          ...storedPage(name, value.place, value.chains, value.result),
          proving: works.isRunning(name),
          ...(last === undefined ? {} : { last }),
        };
        return answerOf({ ...rest, value: page }, '');
      },
    },
    {
      method: 'GET',
      path: /^\/api\/stored\/([^/]+)\/files$/,
      answer: (asked) =>
        refusedAs(409, async () => {
          const words = (asked.query.get('q') ?? '').split(/\s+/).filter((word) => word !== '');
          const { files } = await chainsOf(asked);
          const found = files.filter(({ path }) => words.every((word) => path.includes(word)));
          const page: FilesPage = { found: found.length, of: files.length, files: found.slice(0, MOST).map(fileRow) };
          return json(200, page);
        }),
    },
    {
      method: 'GET',
      path: /^\/api\/stored\/([^/]+)\/rows$/,
      answer: (asked) =>
        refusedAs(409, async () => {
          const { sink, files } = await chainsOf(asked);
          // Only what the commit log names is read.
          const file = files.find((one) => fileRow(one).path === asked.query.get('file'));
          if (file === undefined) return problem(404, 'The commit log names no such file.');
          const rows = await newestRows(sink.store, joinPath(sink.root, file.path), file.bytes, asked.gone);
          const page: RowsPage = { file: fileRow(file), rows };
          return json(200, page);
        }),
    },
    {
      method: 'POST',
      path: /^\/api\/stored\/([^/]+)\/verify$/,
      answer: ({ parts: [name = ''], body }) =>
        refusedAs(409, async () => {
          const deep = isRecord(body) && body.deep === true;
          works.start(name, (tell) =>
            source.prove(name, deep, tell).finally(() => {
              sinks.of(name).expire();
              overviews.expire();
            }),
          );
          return json(202, { started: true });
        }),
    },
    {
      method: 'GET',
      path: /^\/api\/stored\/([^/]+)\/verifying$/,
      answer: ({ parts: [name = ''], gone }) => ({
        type: 'text/event-stream',
        chunks: eventsOf(works.follow(name, gone), JSON.stringify),
      }),
    },
  ];
}
