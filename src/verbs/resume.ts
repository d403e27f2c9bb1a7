import { changeState } from './shared/change-state.ts';
import { defineVerb } from './verb.ts';

/** `resume NAMES`: paused or stopped connectors and jobs run again. */
export default defineVerb({
  usage: 'resume <names...>',
  summary: 'resume paused or stopped connectors',
  example: 'pipeline resume streaming.lake',
  flags: {},
  completes: { names: { from: ['pipelines', 'connectors', 'jobs'] } },
  run: (context, names, options) => changeState(context, names, options, 'running', 'running'),
});
