import { changeState } from './shared/change-state.ts';
import { defineVerb } from './verb.ts';

/** `pause NAMES`: connectors keep their tasks, which take nothing more. */
export default defineVerb({
  usage: 'pause <names...>',
  summary: 'pause connectors; tasks stay assigned',
  example: 'pipeline pause streaming.lake',
  flags: {},
  completes: { names: { from: ['pipelines', 'connectors', 'jobs'] } },
  run: (context, names, options) => changeState(context, names, options, 'paused', 'paused'),
});
