import { changeState } from './shared/change-state.ts';
import { defineVerb } from './verb.ts';

/** `stop NAMES`: the workers give the tasks up; offsets can be changed then. */
export default defineVerb({
  usage: 'stop <names...>',
  summary: 'stop connectors; tasks are released',
  example: 'pipeline stop streaming.lake',
  flags: {},
  completes: { names: { from: ['pipelines', 'connectors', 'jobs'] } },
  run: (context, names, options) => changeState(context, names, options, 'stopped', 'stopped'),
});
