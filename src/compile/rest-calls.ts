import type { DesiredState } from './desired.ts';

/** One call to Connect's REST interface. */
export interface RestCall {
  readonly method: 'POST';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The calls that create every connector where there is none yet, sinks before sources; secrets are references. */
export function restCalls({ connectors }: DesiredState): RestCall[] {
  const inOrder = [
    ...connectors.filter(({ role }) => role === 'sink'),
    ...connectors.filter(({ role }) => role === 'source'),
  ];
  return inOrder.map(({ name, config, state }) => ({
    method: 'POST',
    path: '/connectors',
    body: { name, config, ...(state === 'running' ? {} : { initial_state: state.toUpperCase() }) },
  }));
}
