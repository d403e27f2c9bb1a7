import { kind } from '../kind.ts';
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
  owns: ['topic', 'key.field', 'secret.*', 'key.converter*', 'value.converter*'],
  more: ({ declaration: { topics: names, extra }, topics }) => {
    const [topic = ''] = names;
    const key = topics.get(topic)?.key;
    return {
      ...(Object.hasOwn(extra, 'exactly.once.support') ? {} : { 'exactly.once.support': 'required' }),
      topic,
      ...(key === undefined ? {} : { 'key.field': key }),
    };
  },
  needs: () => [],
  lint: lintHttp,
});
