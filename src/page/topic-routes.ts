import type { Asked, Route, Stream } from './answer.ts';
import { answerOf } from './answer-of.ts';
import type { ConsumerGroups } from './consumer-groups.ts';
import { messageSearch } from './message-search.ts';
import { searchMessages } from './messages.ts';
import { problemOf } from './problem.ts';
import { Reading, Readings } from './reading.ts';
import { TopicReasons } from './reasons.ts';
import { shortened } from './shortened.ts';
import type { Source } from './source.ts';
import { topicPage, topicRows } from './topics-page.ts';
import type { SearchLine } from './wire/messages.ts';

const FRESH = 2_000;
const DECLARED = 5_000;
const KEPT = 100;
const PATIENCE = 8_000;
/** Records that are shown, and that a file is filled with, at most. */
const MOST = { shown: 500, file: 1_000_000 } as const;

/** Topics and their messages. */
export function topicRoutes(source: Source, groups: ConsumerGroups): readonly Route[] {
  const { connection, context } = source;
  const { clock, signal } = context;
  const all = new Reading(clock, FRESH, () => connection.use(topicRows));
  const topics = new Readings(
    KEPT,
    (name) => new Reading(clock, FRESH, () => connection.use((clients) => topicPage(name, clients))),
  );

  const consumers = new Readings(
    KEPT,
    (name) => new Reading(clock, FRESH, () => connection.use((clients) => groups.consumersOf(name, clients))),
  );
  const reasons = new Readings(KEPT, (name) => {
    const of = new TopicReasons(name);
    return new Reading(clock, FRESH, () => connection.use(async (clients) => of.read(await clients.records())));
  });
  const declared = new Reading(clock, DECLARED, () => source.declared());
  /** The contract of a topic; none where the files have mistakes, which every page tells. */
  const contractOf = async (topic: string) => {
    const { value } = await declared.look(PATIENCE, signal);
    return value?.topics.find(({ name }) => name === topic)?.declaration?.event;
  };

  async function* lines({ parts: [topic = ''], query, gone }: Asked, most: number): AsyncGenerator<SearchLine> {
    try {
      const search = messageSearch(query, most);
      const { clients, cluster } = await connection.use(async (clients, cluster) => ({ clients, cluster }));
      const contract = await contractOf(topic);
      yield* searchMessages({ topic, search, contract }, clients, cluster, context, gone);
    } catch (error) {
      if (!gone.aborted) yield { error: problemOf(error) };
    }
  }

  return [
    {
      method: 'GET',
      path: /^\/api\/topics$/,
      answer: async () => answerOf(await all.look(PATIENCE, signal), 'There is no topic.'),
    },
    {
      method: 'GET',
      path: /^\/api\/topics\/([^/]+)$/,
      answer: async ({ parts: [name = ''] }) =>
        answerOf(await topics.of(name).look(PATIENCE, signal), `There is no topic ${name}.`),
    },
    {
      method: 'GET',
      path: /^\/api\/topics\/([^/]+)\/consumers$/,
      answer: async ({ parts: [name = ''] }) => answerOf(await consumers.of(name).look(PATIENCE, signal), ''),
    },
    {
      method: 'GET',
      path: /^\/api\/topics\/([^/]+)\/reasons$/,
      answer: async ({ parts: [name = ''] }) => answerOf(await reasons.of(name).look(PATIENCE, signal), ''),
    },
    {
      method: 'GET',
      path: /^\/api\/topics\/([^/]+)\/messages$/,
      answer: (asked): Stream => ({ type: 'application/x-ndjson', chunks: texts(lines(asked, MOST.shown), shortened) }),
    },
    {
      method: 'GET',
      path: /^\/api\/topics\/([^/]+)\/messages\.jsonl$/,
      answer: (asked): Stream => {
        const [topic = ''] = asked.parts;
        asked.query.set('max', String(MOST.file));
        const name = topic.replace(/[^\w.-]/g, '_');
        return {
          type: 'application/x-ndjson',
          chunks: texts(lines(asked, MOST.file), (line) => ('looked' in line ? undefined : whole(line))),
          headers: { 'content-disposition': `attachment; filename="${name}.jsonl"` },
        };
      },
    },
  ];
}

/** A file holds what `consume -o json` prints. */
const whole = (line: SearchLine) => ('message' in line ? line.message : line);

async function* texts(lines: AsyncIterable<SearchLine>, of: (line: SearchLine) => unknown): AsyncGenerator<string> {
  for await (const line of lines) {
    const value = of(line);
    if (value !== undefined) yield `${JSON.stringify(value)}\n`;
  }
}
