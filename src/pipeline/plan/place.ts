import type { Location } from '../../base/errors.ts';
import { isRecord } from '../../base/values.ts';
import type { DesiredConnector, DesiredTopic } from '../compile/desired.ts';
import type { Declared } from './plan.ts';

/** Where a connector stands in the YAML, and where those of its Connect keys do that a person wrote down as such. */
export function placeOf({ map, pointer, declaration, kind }: DesiredConnector): Declared {
  const keys: Record<string, Location> = {};
  const given = isRecord(declaration.words.config) ? Object.keys(declaration.words.config) : [];
  if (kind === 'connector') {
    for (const key of given) keys[key] = map.locate([...pointer, kind, 'config', key]);
    keys['connector.class'] = map.locate([...pointer, kind, 'class']);
  }
  for (const key of Object.keys(declaration.extra)) keys[key] = map.locate([...pointer, 'extra', key]);
  if (declaration.tasks !== undefined) keys['tasks.max'] = map.locate([...pointer, 'tasks']);
  return { at: map.locate(pointer, 'key'), keys };
}

/** Where a topic stands in the YAML, with those of its settings that are written there. */
export function placeOfTopic({ map, pointer, config, declaration }: DesiredTopic): Declared {
  const settings = declaration === undefined ? [] : Object.keys(config);
  return {
    at: map.locate(pointer, 'key'),
    keys: Object.fromEntries(settings.map((key) => [key, map.locate([...pointer, 'config', key], 'key')])),
  };
}
