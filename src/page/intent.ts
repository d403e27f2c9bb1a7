import { digest } from '../base/canonical.ts';
import { printable } from '../base/text/printable.ts';
import type { ConnectorOffset, LiveConnector } from '../clients/connect/model.ts';
import type { JobRecord } from '../jobs/registry/jobs.ts';
import { hasFailed } from '../pipeline/status/health.ts';
import type { Item } from '../pipeline/status/inventory.ts';
import { offsetTexts } from '../ui/offsets.ts';
import type { OffsetRow } from './wire/connector.ts';
import type { Intent, Verb } from './wire/intent.ts';

/** What `verb` would do to a connector or job as it is now. */
export function intentOf(verb: Verb, item: Item, offsets: readonly ConnectorOffset[]): Intent {
  const sentences = item.kind === 'connector' ? ofConnector(verb, item.live) : ofJob(verb, item.record);
  const [word, ...flags] = verb === 'restart-failed' ? ['restart', '--failed'] : [verb];
  return {
    verb,
    name: item.name,
    seal: digest({ verb, name: item.name, now: stateOf(item), sentences }),
    sentences,
    command: printable(['pipeline', word, ...flags, item.name].join(' ')),
    offsets: offsetRows(offsets),
  };
}

export const offsetRows = (offsets: readonly ConnectorOffset[]): readonly OffsetRow[] =>
  offsetTexts(offsets).map(([partition, offset]) => ({ partition, offset }));

/** As far as it matters to what a verb does: workers come and go. */
const stateOf = (item: Item) =>
  item.kind === 'connector'
    ? { state: item.live.state, tasks: item.live.tasks.map(({ id, state }) => ({ id, state })) }
    : { state: item.record.state, digest: item.record.digest };

function ofConnector(verb: Verb, live: LiveConnector): readonly string[] {
  const { state, tasks } = live;
  const its = tasks.length === 1 ? 'its task' : `its ${tasks.length} tasks`;
  const goesOn = 'Nothing is lost and nothing is stored twice: it goes on from its offsets.';
  switch (verb) {
    case 'restart':
      if (state === 'STOPPED') return ['It is stopped: a restart does nothing. Resume starts it.'];
      return [`The connector and ${its} end and start again.`, goesOn];
    case 'restart-failed':
      return hasFailed(live)
        ? [`${failedParts(live)} started again; what runs is left alone.`, goesOn]
        : ['Nothing of it failed: nothing is restarted.'];
    case 'pause':
      return [`It takes nothing more, until it is resumed; ${its} stay with their workers.`, goesOn];
    case 'stop':
      return [`It takes nothing more, until it is resumed; the workers give ${its} up.`, goesOn];
    case 'resume':
      return state === 'RUNNING' ? ['It is running already: nothing changes.'] : ['Its tasks start.', goesOn];
  }
}

function failedParts({ state, tasks }: LiveConnector): string {
  const failed = tasks.filter((task) => task.state === 'FAILED').map(({ id }) => `task ${id}`);
  const parts = [...(state === 'FAILED' ? ['the connector itself'] : []), ...failed];
  const list = [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');
  return `${list.charAt(0).toUpperCase()}${list.slice(1)}, which failed, ${parts.length === 1 ? 'is' : 'are'}`;
}

function ofJob(verb: Verb, { state }: JobRecord): readonly string[] {
  if (verb === 'resume') {
    return [
      state === 'running' ? 'It is to run already: nothing changes.' : 'A host starts it; it goes on where it was.',
    ];
  }
  if (state === 'stopped') return ['It is stopped already: nothing changes.'];
  return ['Its host ends it, until it is resumed. What it stored and where it was stay.'];
}
