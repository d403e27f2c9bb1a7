import { own } from '../base/values.ts';
import type { EventContract } from '../language/model.ts';
import { timeFormatOf } from '../language/stored-as.ts';
import type { TopicTypes } from './spec.ts';

/** The fields that a recommender names for event types and times, where it does. */
interface Named {
  readonly by?: string | undefined;
  readonly time?: string | undefined;
}

/** How a record of `topic` tells its type and its time, as the topic's event says. */
export function topicTypes(topic: string, event: EventContract | undefined, { by, time }: Named): TopicTypes {
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
