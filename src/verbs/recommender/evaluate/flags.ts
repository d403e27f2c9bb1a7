import { MODEL_NAMES } from '../../../recommender/evaluate/evaluate.ts';
import { TIME_FORMATS } from '../../../recommender/evaluate/file-times.ts';
import { PROTOCOLS } from '../../../recommender/evaluate/protocols.ts';
import { choice, flag, integer, option, positive, positives, valued, variables, words } from '../../flag.ts';
import type { OptionsOf } from '../../verb.ts';

/** Most of them say how a file is read. */
export const flags = {
  like: option('<name>', 'fields, weights and history of this recommender, or of this YAML file', {
    completes: { from: ['recommenders', 'yaml'] },
  }),
  columns: option('<names>', 'columns of a table without a header, in order, e.g. user,item,rating,time'),
  separator: option('<text>', 'what stands between columns (default: as the first line shows)'),
  user: option('<field>', 'the field or column of the user, or of the session'),
  item: option('<field>', 'the field or column of the item'),
  rating: option('<field>', 'the field whose value is the weight'),
  time: option('<field>', 'the field of the time'),
  timeFormat: choice(
    '<format>',
    'how a file writes times (default: as its first one)',
    ['first', ...TIME_FORMATS],
    'first',
  ),
  type: option('<field>', 'the field of the event type, for --weight'),
  weight: variables('<type=weight>', 'what an event of this type says; may be repeated'),
  history: valued('<count>', 'latest events per user that count', integer),
  keepKnown: flag('rank also what the user already had'),
  k: valued('<counts>', 'lengths of the lists', positives, { default: [10, 20] }),
  protocol: words('<names>', 'leave-last-out, prequential (default: both)', PROTOCOLS),
  test: option('<file>', 'learn the source, then test and learn the events of this file', {
    completes: { from: ['files'] },
  }),
  model: words('<names>', 'only these models', MODEL_NAMES),
  every: valued('<count>', 'prequential: test only every so many-th event', positive, { default: 1 }),
};

export type EvaluateOptions = OptionsOf<typeof flags>;
