import { isRecord } from '../base/values.ts';
import { joinPath } from '../store/store.ts';
import { json, problem, type Route } from './answer.ts';
import { answerOf } from './answer-of.ts';
import { newestRows } from './newest-rows.ts';
import type { Overviews } from './overview.ts';
import { refusedAs } from './refused-as.ts';
import { eventsOf } from './server-events.ts';
import type { Source } from './source.ts';
import { fileRow, storedPage } from './stored-page.ts';
import { StoredSinks } from './stored-sinks.ts';
import type { FilesPage, RowsPage, StoredPage } from './wire/stored.ts';
import { Works } from './work.ts';

/** Files that are shown at once. */
const MOST = 50;

/** What sinks stored, and the proof of it. */
export function storedRoutes(source: Source, overviews: Overviews): readonly Route[] {
  const works = new Works(source.context.clock);
  const sinks = new StoredSinks(source);

  return [
    {
      method: 'GET',
      path: /^\/api\/stored\/([^/]+)$/,
      answer: async ({ parts: [name = ''] }) => {
        const { value, ...rest } = await sinks.look(name);
        if (value === undefined) return answerOf(rest, '');
        const last = overviews.proofs()[name];
        const page: StoredPage = {
          ...storedPage(name, value.place, value.chains, value.result, value.tables),
          proving: works.isRunning(name),
          ...(last === undefined ? {} : { last }),
        };
        return answerOf({ ...rest, value: page }, '');
      },
    },
    {
      method: 'GET',
      path: /^\/api\/stored\/([^/]+)\/files$/,
      answer: ({ parts: [name = ''], query }) =>
        refusedAs(409, async () => {
          const words = (query.get('q') ?? '').split(/\s+/).filter((word) => word !== '');
          const { files } = await sinks.chains(name);
          const found = files.filter(({ path }) => words.every((word) => path.includes(word)));
          const page: FilesPage = { found: found.length, of: files.length, files: found.slice(0, MOST).map(fileRow) };
          return json(200, page);
        }),
    },
    {
      method: 'GET',
      path: /^\/api\/stored\/([^/]+)\/rows$/,
      answer: ({ parts: [name = ''], query, gone }) =>
        refusedAs(409, async () => {
          const table = query.get('table');
          if (table !== null) {
            const rows = await sinks.tableRows(name, table);
            return rows === undefined
              ? problem(404, 'The sink has no such table.')
              : json(200, { rows } satisfies RowsPage);
          }
          const { sink, files } = await sinks.chains(name);
          // Only what the commit log names is read.
          const file = files.find((one) => fileRow(one).path === query.get('file'));
          if (file === undefined) return problem(404, 'The commit log names no such file.');
          const rows = await newestRows(sink.store, joinPath(sink.root, file.path), file.bytes, gone);
          const page: RowsPage = { of: { records: file.records, bytes: file.bytes }, rows };
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
              sinks.expire(name);
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
