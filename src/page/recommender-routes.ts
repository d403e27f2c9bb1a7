import { json, problem, type Route } from './answer.ts';
import { answerOf } from './answer-of.ts';
import { Reading, Readings } from './reading.ts';
import { recommenderPage, similarPage, userPage } from './recommender-page.ts';
import type { Source } from './source.ts';
import type { EvaluationPage } from './wire/recommender.ts';

const FRESH = 1_500;
const KEPT = 100;
const PATIENCE = 8_000;
/** Milliseconds for which an evaluation is shared: it reads everything. */
const EVALUATED = 600_000;

/** Recommenders, their users, their items. */
export function recommenderRoutes(source: Source): readonly Route[] {
  const { connection, context } = source;
  const { clock, signal } = context;
  const pages = new Readings(
    KEPT,
    (name) => new Reading(clock, FRESH, () => connection.use((clients) => recommenderPage(name, clients))),
  );
  const pair = (name: string, other: string) => JSON.stringify([name, other]);
  const parted = (key: string): readonly [string, string] => JSON.parse(key);
  const users = new Readings(
    KEPT,
    (key) => new Reading(clock, FRESH, () => connection.use((clients) => userPage(...parted(key), clients))),
  );
  const items = new Readings(
    KEPT,
    (key) => new Reading(clock, FRESH, () => connection.use((clients) => similarPage(...parted(key), clients))),
  );
  const evaluations = new Readings<EvaluationPage>(
    KEPT,
    (name) =>
      new Reading(clock, EVALUATED, async () => ({
        evaluation: await source.evaluate(name),
        time: new Date(clock.now()).toISOString(),
      })),
  );
  return [
    {
      method: 'GET',
      path: /^\/api\/recommenders\/([^/]+)$/,
      answer: async ({ parts: [name = ''] }) =>
        answerOf(await pages.of(name).look(PATIENCE, signal), `There is no recommender ${name}.`),
    },
    {
      method: 'GET',
      path: /^\/api\/recommenders\/([^/]+)\/users\/([^/]+)$/,
      answer: async ({ parts: [name = '', user = ''] }) =>
        answerOf(await users.of(pair(name, user)).look(PATIENCE, signal), `There is no list of ${user}.`),
    },
    {
      method: 'GET',
      path: /^\/api\/recommenders\/([^/]+)\/items\/([^/]+)$/,
      answer: async ({ parts: [name = '', item = ''] }) => {
        const looked = await items.of(pair(name, item)).look(PATIENCE, signal);
        if (looked.value === null && looked.error === undefined) return problem(404, `No event on ${item} is known.`);
        if (looked.value === undefined && looked.at !== undefined && looked.error === undefined) {
          return problem(503, 'No instance of the recommender answers.', `\`pipeline resume ${name}\` starts it.`);
        }
        return answerOf(looked, '');
      },
    },
    {
      method: 'GET',
      path: /^\/api\/recommenders\/([^/]+)\/evaluation$/,
      answer: async ({ parts: [name = ''] }) => {
        const looked = await evaluations.of(name).look(PATIENCE, signal);
        // The one before is shown while a new one is computed.
        if (looked.value !== undefined && looked.error === undefined) return json(200, looked.value);
        if (looked.error !== undefined || looked.since === undefined) return answerOf(looked, '');
        return problem(504, 'It is being evaluated.', 'The figures are shown when they are there.');
      },
    },
  ];
}
