import type { Diagnostic } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import { isReference, isSecret, references } from '../../language/secret.ts';
import type { ConnectorChange, Plan } from '../plan/plan.ts';

function words(change: ConnectorChange, key: string, message: string): string {
  const value = change.config?.[key] ?? '';
  // Connect repeats the value it dislikes, and it has looked secrets up by then.
  const hides = isSecret(key, []) || isReference(value) || references(value).length > 0;
  return hides ? `Connect does not accept the value of ${key}` : message;
}

async function check(change: ConnectorChange, clients: Clients): Promise<readonly Diagnostic[]> {
  const { name, config, place } = change;
  if (config === undefined || place === undefined) return [];
  const findings = await clients.connect.validate(name, config);
  return findings.flatMap(({ key, errors }) =>
    errors.map(
      (message): Diagnostic => ({
        severity: 'error',
        rule: 'connect-validation',
        message: `${name}: ${words(change, key, message)}`,
        at: place.keys[key] ?? place.at,
        hint: `\`pipeline plugins ${config['connector.class'] ?? ''}\` describes its keys.`,
      }),
    ),
  );
}

/** What Connect's own validation has against the configurations a plan would write. */
export async function checkConfigs(plan: Plan, clients: Clients): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const change of plan.changes) {
    if (change.kind === 'connector') found.push(...(await check(change, clients)));
  }
  return found;
}
