import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { isReference, isSecret, withoutPasswords } from '../../language/secret.ts';
import type { DesiredConnector, DesiredState } from './desired.ts';

/** One call to Connect's REST interface. */
export interface RestCall {
  readonly method: 'POST';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * The calls that create every connector where there is none yet, sinks before sources; secrets are references or
 * hidden.
 */
export function restCalls({ connectors }: DesiredState): RestCall[] {
  const inOrder = [
    ...connectors.filter(({ role }) => role === 'sink'),
    ...connectors.filter(({ role }) => role === 'source'),
  ];
  return inOrder.map((connector) => ({
    method: 'POST',
    path: '/connectors',
    body: {
      name: connector.name,
      config: shownConfig(connector),
      ...(connector.state === 'running' ? {} : { initial_state: connector.state.toUpperCase() }),
    },
  }));
}

/** What a person wrote down in plain text although it is a secret is not repeated. */
function shownConfig({ config, secretKeys }: DesiredConnector): ConnectorConfig {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (isReference(value) || value.includes('${')) return [key, value];
      return [key, isSecret(key, secretKeys) ? '(secret)' : withoutPasswords(value)];
    }),
  );
}
