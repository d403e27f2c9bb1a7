import { parseDuration } from '../base/units.ts';
import { entriesOf, isRecord, listOf, numbersOf, text, type Values } from '../base/values.ts';
import type { RecommenderDeclaration } from './model.ts';
import type { Section } from './section.ts';

/** `recommender:` of a file: none or one. */
export function readRecommenders(section: Section): RecommenderDeclaration[] {
  const written = section.root.recommender;
  if (!isRecord(written) || !section.usable('recommender')) return [];
  const rating = text(written.rating);
  const time = text(written.time);
  const {
    top = 10,
    history = 100,
    known = 2_000,
    shards = 32,
  } = numbersOf(written, ['top', 'history', 'known', 'shards']);
  const decay = isRecord(written.decay) ? halfLives(written.decay) : undefined;
  const limits = isRecord(written.limits) ? numbersOf(written.limits, ['users']) : undefined;
  const weights = entriesOf(written.weights).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return [
    {
      pipeline: section.pipeline,
      name: 'recommender',
      pointer: ['recommender'],
      map: section.map,
      from: listOf(written.from),
      to: text(written.to) ?? '',
      model: written.model === 'sessions' ? 'sessions' : 'items',
      user: text(written.user) ?? '',
      session: text(written.session) ?? '',
      item: text(written.item) ?? '',
      weights: Object.fromEntries(weights),
      ...(rating === undefined ? {} : { rating }),
      ...(time === undefined ? {} : { time }),
      top,
      history,
      excludeKnown: written.excludeKnown !== false,
      known,
      ...(limits === undefined ? {} : { limits }),
      ...(decay === undefined ? {} : { decay }),
      shards,
      state: written.state === 'stopped' ? 'stopped' : 'running',
    },
  ];
}

function halfLives(written: Values): { popularity?: number; profile?: number } {
  const [popularity, profile] = [text(written.popularity), text(written.profile)];
  return {
    ...(popularity === undefined ? {} : { popularity: parseDuration(popularity) }),
    ...(profile === undefined ? {} : { profile: parseDuration(profile) }),
  };
}
