import { type YarnWaiting, yarnWaitingMembers } from '../../../jobs/yarn-waiting.ts';
import { validator } from '../../../language/validator.ts';

/** What the driver tells; sizes in megabytes, `progress` from 0 to 1. */
export type DriverEvent =
  | { readonly event: 'submitted'; readonly application?: string }
  | { readonly event: 'endedFormer'; readonly application: string }
  | { readonly event: 'state'; readonly state: string }
  | { readonly event: 'progress'; readonly progress: number }
  | ({ readonly event: 'waiting' } & YarnWaiting)
  | { readonly event: 'masterRestarted'; readonly attempt: number }
  | { readonly event: 'attemptFailed'; readonly attempt: string; readonly reason: string }
  | { readonly event: 'finished' }
  | { readonly event: 'failed' | 'killed' | 'managerLost'; readonly reason: string };

const text = { type: 'string' };
const number = { type: 'number' };

const shapes: Readonly<Record<DriverEvent['event'], Readonly<Record<string, object>>>> = {
  submitted: {},
  endedFormer: { application: text },
  state: { state: text },
  progress: { progress: number },
  waiting: Object.fromEntries(Object.entries(yarnWaitingMembers).map(([member, type]) => [member, { type }])),
  masterRestarted: { attempt: number },
  attemptFailed: { attempt: text, reason: text },
  finished: {},
  failed: { reason: text },
  killed: { reason: text },
  managerLost: { reason: text },
};

const isEvent = validator<DriverEvent>({
  oneOf: Object.entries(shapes).map(([event, properties]) => ({
    type: 'object',
    required: ['event', ...Object.keys(properties)],
    properties: { event: { const: event }, ...properties },
  })),
});

/** The event that a line of the driver's output is; undefined for anything else. */
export function parseEvent(line: string): DriverEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent()(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
