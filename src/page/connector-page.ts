import { printable } from '../base/text/printable.ts';
import type { Clients } from '../clients/clients.ts';
import type { ConnectorConfig, LiveConnector } from '../clients/connect/model.ts';
import { shown } from '../language/secret.ts';
import type { DesiredConnector } from '../pipeline/compile/desired.ts';
import { compareConnector } from '../pipeline/plan/connectors.ts';
import { describeConnector, passwords } from '../pipeline/status/read-status.ts';
import { saidOfConnector } from '../ui/status.ts';
import { reportLines } from '../ui/task-report.ts';
import { offsetRows } from './intent.ts';
import type { ConnectorPage, KeyRow } from './wire/connector.ts';

/**
 * One connector as it is declared and as it runs; undefined where it is neither. `now`: milliseconds since the epoch.
 */
export async function connectorPage(
  name: string,
  desired: DesiredConnector | undefined,
  clients: Clients,
  now: number,
): Promise<ConnectorPage | undefined> {
  const live = await clients.connect.connector(name);
  if (live === undefined) return desired && declaredOnly(desired);
  const [one, hidden] = await Promise.all([describeConnector(live, clients, now), passwords(live, clients)]);
  return {
    name,
    type: one.type,
    class: one.class,
    worker: one.worker,
    condition: one.condition,
    healthy: one.healthy,
    words: saidOfConnector(one).map(printable),
    ...(live.trace === undefined ? {} : { trace: printable(live.trace) }),
    tasks: one.tasks.map(({ id, state, worker, trace }) => ({
      id,
      state,
      worker,
      ...(trace === undefined ? {} : { trace: printable(trace) }),
      reported: one.reports.filter(({ task }) => task === id).flatMap((report) => reportLines(report).slice(1)),
    })),
    partitions: one.partitions,
    offsets: offsetRows(one.offsets),
    config: keyRows(desired, live, hidden),
    declared: desired !== undefined,
    live: true,
  };
}

/** One that no worker knows yet. */
function declaredOnly(desired: DesiredConnector): ConnectorPage {
  return {
    name: desired.name,
    type: desired.role,
    class: desired.config['connector.class'] ?? '',
    worker: '',
    condition: 'not deployed',
    healthy: true,
    words: [],
    tasks: [],
    partitions: [],
    offsets: [],
    config: keyRows(desired, undefined, []),
    declared: true,
    live: false,
  };
}

/** Both configurations, key by key; what `plan` finds different is marked. Secrets are hidden. */
function keyRows(
  desired: DesiredConnector | undefined,
  live: LiveConnector | undefined,
  passwordKeys: readonly string[],
): readonly KeyRow[] {
  const wanted: ConnectorConfig = desired?.config ?? {};
  const found: ConnectorConfig = live?.config ?? {};
  const hidden = [...passwordKeys, ...(desired?.secretKeys ?? [])];
  const differing = differingKeys(desired, live);
  const of = (config: ConnectorConfig, key: string) => {
    const value = config[key];
    return value === undefined ? undefined : printable(shown(key, value, hidden));
  };
  // Connect adds its name to the live one.
  const keys = new Set([...Object.keys(wanted), ...Object.keys(found)].filter((key) => key !== 'name'));
  return [...keys].sort().map((key) => {
    const [a, b] = [of(wanted, key), of(found, key)];
    return {
      key,
      ...(a === undefined ? {} : { desired: a }),
      ...(b === undefined ? {} : { live: b }),
      differs: differing.has(key),
    };
  });
}

function differingKeys(desired: DesiredConnector | undefined, live: LiveConnector | undefined): ReadonlySet<string> {
  if (desired === undefined || live === undefined) return new Set();
  const { change, drift } = compareConnector(desired, live);
  return new Set([...(change?.keys ?? []), ...(drift?.keys ?? [])].map(({ key }) => key));
}
