import { literalJson } from '../../clients/connect/literal-json.ts';
import { kind } from '../kind.ts';
import { ownedRegistryKeys, registryKeys } from '../registry-keys.ts';
import { reporting } from '../reporting.ts';
import { lintHttp } from './lint.ts';
import { httpWords } from './words.ts';

/** A JSON API that is polled for a list of targets. */
export const http = kind({
  name: 'http',
  role: 'source',
  description:
    'Polls a JSON API for a list of targets; an unchanged answer, or an item that was read before, is no new record.',
  words: httpWords,
  className: 'pipeline.connect.http.HttpSourceConnector',
  fixed: {
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
    ...reporting,
  },
  owns: ['topic', 'key.field', 'event', ownedRegistryKeys, 'secret.*', 'key.converter*', 'value.converter*'],
  more: (input) => {
    const { topics: names, extra } = input.declaration;
    const [topic = ''] = names;
    const { key, format, event } = input.topics.get(topic) ?? {};
    return {
      ...(Object.hasOwn(extra, 'exactly.once.support') ? {} : { 'exactly.once.support': 'required' }),
      topic,
      ...(key === undefined ? {} : { 'key.field': key }),
      ...(format === undefined || event === undefined ? {} : { event: literalJson(event) }),
      ...registryKeys(input),
    };
  },
  needs: () => [],
  lint: lintHttp,
});
