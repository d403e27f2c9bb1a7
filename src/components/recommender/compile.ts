import { own } from '../../base/values.ts';
import type { EventContract, TopicDeclaration } from '../../language/model.ts';
import { timeFormatOf } from '../../language/stored-as.ts';
import type { RecommenderSpec, TopicTypes } from '../../recommender/spec.ts';
import { specWords } from '../../recommender/words.ts';
import type { RecommenderDeclaration } from './declaration.ts';

/** What the job that keeps recommendations up to date must know. */
export function compileRecommender(
  declaration: RecommenderDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): RecommenderSpec {
  const types = Object.fromEntries(
    declaration.from.map((topic) => [topic, typesOf(declaration, topic, topics.get(topic))]),
  );
  return { ...specWords(declaration), types };
}

function typesOf(
  { by, time }: Pick<RecommenderDeclaration, 'by' | 'time'>,
  topic: string,
  declaration: TopicDeclaration | undefined,
): TopicTypes {
  const event = declaration?.event;
  const encoding = event?.encoding === undefined ? {} : { encoding: event.encoding };
  const told = { ...encoding, ...(event === undefined ? {} : timeIn(event, time)) };
  if (event !== undefined && by !== undefined && by !== event.by && Object.hasOwn(event.fields, by))
    return { by, ...told };
  if (event?.by === undefined) return { type: event?.name ?? topic, ...told };
  return { by: event.by, ...(event.aliases === undefined ? {} : { aliases: event.aliases }), ...told };
}

/** Numbers since 1970 do not say their unit; other times say what they are. */
function timeIn({ fields, types = {} }: EventContract, name = ''): Pick<TopicTypes, 'time'> {
  const field = [fields, ...Object.values(types)].flatMap((some) => own(some, name) ?? [])[0];
  const time = timeFormatOf(field, undefined);
  return time?.format.startsWith('epoch-') === true ? { time } : {};
}
