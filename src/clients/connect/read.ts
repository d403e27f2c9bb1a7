import { isRecord } from '../../base/values.ts';
import type { ConfigFinding, ConfigKey, ConnectorOffset, LiveConnector, Plugin, TaskStatus } from './model.ts';
import { config, type JsonObject, list, object, optionalText, text } from './shape.ts';

function task(value: unknown): TaskStatus {
  const entry = object(value, 'a task');
  const trace = optionalText(entry.trace);
  return {
    id: Number(entry.id),
    state: text(entry.state, 'the state of a task'),
    worker: optionalText(entry.worker_id) ?? '',
    ...(trace === undefined ? {} : { trace }),
  };
}

/** `state` is undefined where no worker has reported yet. */
export function connector(name: string, described: unknown, state: unknown): LiveConnector {
  const info = object(described, `info of ${name}`);
  const status: JsonObject = isRecord(state) ? state : {};
  const own: JsonObject = isRecord(status.connector) ? status.connector : {};
  const trace = optionalText(own.trace);
  return {
    name,
    type: info.type === 'source' || info.type === 'sink' ? info.type : 'unknown',
    config: config(info.config, `the configuration of ${name}`),
    state: optionalText(own.state) ?? 'UNASSIGNED',
    worker: optionalText(own.worker_id) ?? '',
    ...(trace === undefined ? {} : { trace }),
    tasks: list(status.tasks ?? [], `tasks of ${name}`).map(task),
  };
}

/** Out of the answers to `expand=info` and to `expand=status`. */
export function connectors(infos: unknown, statuses: unknown): readonly LiveConnector[] {
  const states = object(statuses, 'the states of connectors');
  const stateOf = (name: string) => (isRecord(states[name]) ? states[name].status : undefined);
  return Object.entries(object(infos, 'the list of connectors'))
    .map(([name, entry]) => connector(name, object(entry, `connector ${name}`).info, stateOf(name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function offsets(answer: unknown): readonly ConnectorOffset[] {
  return list(object(answer, 'offsets').offsets ?? [], 'offsets').map((value) => {
    const entry = object(value, 'an offset');
    return {
      partition: object(entry.partition, 'the partition of an offset'),
      offset: isRecord(entry.offset) ? entry.offset : null,
    };
  });
}

export function topics(name: string, answer: unknown): readonly string[] {
  const entry = object(object(answer, 'topics')[name], `topics of ${name}`);
  return list(entry.topics ?? [], `topics of ${name}`)
    .map(String)
    .sort();
}

export function plugins(answer: unknown): readonly Plugin[] {
  return list(answer, 'the list of plugins').map((value) => {
    const entry = object(value, 'a plugin');
    const version = optionalText(entry.version);
    return {
      class: text(entry.class, 'the class of a plugin'),
      type: optionalText(entry.type) ?? 'unknown',
      ...(version === undefined || version === 'undefined' ? {} : { version }),
    };
  });
}

export function configKeys(answer: unknown): readonly ConfigKey[] {
  return list(answer, 'the keys of a plugin').map((value) => {
    const entry = object(value, 'a key');
    const given = optionalText(entry.default_value);
    const importance = optionalText(entry.importance);
    const documentation = optionalText(entry.documentation);
    return {
      name: text(entry.name, 'the name of a key'),
      type: optionalText(entry.type) ?? 'STRING',
      required: entry.required === true,
      ...(given === undefined ? {} : { default: given }),
      ...(importance === undefined ? {} : { importance }),
      ...(documentation === undefined ? {} : { documentation }),
    };
  });
}

/** Only the keys a worker has something against: an answer's values may be resolved secrets and are not read. */
export function findings(answer: unknown): readonly ConfigFinding[] {
  return list(object(answer, 'the validation').configs, 'the validated keys').flatMap((entry) => {
    const value = object(object(entry, 'a validated key').value, 'a validated key');
    const errors = list(value.errors ?? [], 'the errors of a key').map(String);
    return errors.length === 0 ? [] : [{ key: text(value.name, 'the name of a key'), errors }];
  });
}
