import type { ConnectorState } from '../../clients/connect/client.ts';
import type { ConnectorConfig, LiveConnector } from '../../clients/connect/model.ts';
import { isMasked, shown } from '../../language/secret.ts';
import type { DesiredConnector } from '../compile/desired.ts';
import { MARK } from '../compile/desired.ts';
import { digestConfig, isBookkeeping, readMark } from '../compile/mark.ts';
import { contractEffects } from './contract-effects.ts';
import { placeOf } from './place.ts';
import type { ConnectorChange, Drift, KeyChange } from './plan.ts';

/** The state somebody asked for, whatever the tasks made of it. */
export function askedState(live: LiveConnector): ConnectorState {
  if (live.state === 'PAUSED') return 'paused';
  return live.state === 'STOPPED' ? 'stopped' : 'running';
}

/** `config` with hidden values taken as equal to the declared ones. */
function unmasked(config: ConnectorConfig, declared: ConnectorConfig): ConnectorConfig {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, isMasked(value) ? (declared[key] ?? value) : value]),
  );
}

function change(key: string, from: string | undefined, to: string | undefined, secrets: readonly string[]): KeyChange {
  return {
    key,
    ...(from === undefined ? {} : { from: shown(key, from, secrets) }),
    ...(to === undefined ? {} : { to: shown(key, to, secrets) }),
  };
}

/** How `live` differs from `declared` in the keys a pipeline declares. */
function differences(declared: ConnectorConfig, live: ConnectorConfig, secrets: readonly string[]): KeyChange[] {
  return Object.keys(declared)
    .filter((key) => !isBookkeeping(key) && declared[key] !== live[key])
    .sort()
    .map((key) => change(key, live[key], declared[key], secrets));
}

function withEffects(key: KeyChange, live: ConnectorConfig, declared: ConnectorConfig): KeyChange {
  const effects = contractEffects(key.key, live, declared);
  return effects.length === 0 ? key : { ...key, effects };
}

function undeclared(declared: ConnectorConfig, live: ConnectorConfig): string[] {
  return Object.keys(live)
    .filter((key) => !isBookkeeping(key) && !(key in declared))
    .sort();
}

export interface Comparison {
  readonly change?: ConnectorChange;
  readonly drift?: Drift;
}

function creation(desired: DesiredConnector): ConnectorChange {
  const keys = differences(desired.config, {}, desired.secretKeys);
  const state = desired.state === 'running' ? [] : [{ key: 'state', to: desired.state }];
  const { name, pipeline, role, config } = desired;
  return {
    kind: 'connector',
    action: 'create',
    name,
    pipeline,
    role,
    keys: [...keys, ...state],
    config,
    place: placeOf(desired),
    state: desired.state,
  };
}

/**
 * Compares a declared connector with the live one of its name. Only declared keys count. A live key that is not
 * declared is a removal when our mark proves that we wrote it; otherwise the server or a person added it.
 */
export function compareConnector(desired: DesiredConnector, live: LiveConnector | undefined): Comparison {
  if (live === undefined) return { change: creation(desired) };
  const { config: declared, secretKeys, name, pipeline, role } = desired;
  const found = unmasked(live.config, declared);
  const mark = readMark(live);
  const digests = { declared: digestConfig(declared), live: digestConfig(found) };
  const touched = mark !== undefined && mark.digest !== digests.live && digests.declared !== digests.live;
  const declarationIsOld = mark?.digest === digests.declared;

  const differing = differences(declared, found, secretKeys).map((key) => withEffects(key, found, declared));
  // Writing the configuration replaces all of it; but for foreign keys alone nothing is written.
  const foreignOnly = touched && declarationIsOld && differing.length === 0;
  const removed = foreignOnly ? [] : undeclared(declared, found);
  const keys: KeyChange[] = [
    ...differing,
    ...removed.map((key) => withEffects(change(key, found[key], undefined, secretKeys), found, declared)),
  ];
  if (mark === undefined) keys.push({ key: MARK, to: pipeline });
  const from = askedState(live);
  const stateChanges = from !== desired.state;
  const written: ConnectorChange = {
    kind: 'connector',
    action: 'update',
    name,
    pipeline,
    role,
    place: placeOf(desired),
    keys: stateChanges ? [...keys, { key: 'state', from, to: desired.state }] : keys,
    ...(keys.length > 0 ? { config: declared } : {}),
    ...(stateChanges ? { state: desired.state } : {}),
  };
  const drift = driftOf(desired, found, mark === undefined, touched, declarationIsOld);
  return { ...(written.keys.length > 0 ? { change: written } : {}), ...(drift === undefined ? {} : { drift }) };
}

function driftOf(
  { name, config: declared, secretKeys }: DesiredConnector,
  found: ConnectorConfig,
  notOurs: boolean,
  touched: boolean,
  declarationIsOld: boolean,
): Drift | undefined {
  if (notOurs) return { name, kind: 'connector', why: 'not-ours', keys: [] };
  if (!touched) return undefined;
  const turned = differences(declared, found, secretKeys).map(({ key, from, to }) => ({
    key,
    ...(to === undefined ? {} : { from: to }),
    ...(from === undefined ? {} : { to: from }),
  }));
  const added = undeclared(declared, found).map((key) => change(key, undefined, found[key], secretKeys));
  return { name, kind: 'connector', why: 'changed-by-hand', keys: declarationIsOld ? [...turned, ...added] : [] };
}
