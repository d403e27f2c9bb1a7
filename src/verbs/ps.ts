import type { Context } from '../base/context.ts';
import { ExitCode } from '../base/errors.ts';
import { paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import { inspect, type ProcessState } from '../embedded/inspect.ts';
import { homeOf } from '../target/home.ts';
import { show } from '../ui/show.ts';
import { composePs } from './shared/compose.ts';
import { defineVerb } from './verb.ts';

const down = 'The embedded cluster does not run; `pipeline up` starts it.\n';
const advice = '`pipeline up` starts again what died; `pipeline logs NAME` shows its last lines.\n';

/**
 * Lists the processes of the embedded cluster, or the containers of one that Docker Compose runs. Exit code 3 when one
 * died or does not answer.
 */
export default defineVerb({
  usage: 'ps',
  summary: 'list the processes or containers of the cluster',
  example: 'pipeline ps',
  flags: {},
  async run(context, _args, options) {
    if (options.cluster !== 'embedded') return composePs(context, options);
    const states = await inspect(homeOf(context), context);
    const died = states.some(({ state }) => state === 'died');
    show(context, options, {
      json: { processes: states },
      text: () => (states.length === 0 ? '' : render(states, context)),
      after: () => (states.length === 0 ? down : died ? advice : ''),
    });
    return states.every(({ state }) => state === 'running') ? ExitCode.fine : ExitCode.notHealthy;
  },
});

function render(states: readonly ProcessState[], context: Context): string {
  const style = paint(context.output);
  const columns = [
    { title: 'NAME' },
    { title: 'PID', align: 'right' },
    { title: 'PORT', align: 'right' },
    { title: 'STATE' },
    { title: 'MEMORY', align: 'right' },
    { title: 'UPTIME', align: 'right' },
    { title: 'LOG' },
  ] as const;
  const rows = states.map(({ name, pid, port, state, memory, uptime, log }) => [
    name,
    String(pid),
    port === undefined ? '' : String(port),
    state === 'running' ? style.green(state) : style.red(state),
    memory === undefined ? '' : `${Math.round(memory / 2 ** 20)} MB`,
    uptime === undefined ? '' : span(uptime),
    log,
  ]);
  return table(columns, rows);
}

/** 3725000 → `1h 2m`; the two largest units. */
function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const units = [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const;
  const parts = units.map(([unit, size], index) => {
    const larger = units[index - 1]?.[1] ?? Number.POSITIVE_INFINITY;
    return `${Math.floor((seconds % larger) / size)}${unit}`;
  });
  const first = parts.findIndex((part) => !part.startsWith('0'));
  return first < 0 ? '0s' : parts.slice(first, first + 2).join(' ');
}
