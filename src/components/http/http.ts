import { parseDuration, parseSize } from '../../base/units.ts';
import { entriesOf, listOf, stringsOf, text } from '../../base/values.ts';
import { secretReferenceStart } from '../../target/secret-reference.ts';
import type { ConnectorConfig, Kind, KindInput } from '../kind.ts';
import { lintHttp } from './lint.ts';
import { httpWords } from './words.ts';

/** A JSON API that is polled for a list of targets. */
export const http: Kind = {
  name: 'http',
  role: 'source',
  description: 'Polls a JSON API for a list of targets; an unchanged answer is no new record.',
  schema: httpWords,
  secretKeys: ['secret.query.*', 'secret.header.*'],
  secretWords: ['query.*', 'headers.*'],
  ownedKeys: [
    ...['url', 'topic', 'targets', 'every.ms', 'unchanged', 'add', 'record', 'key.field', 'timeout.ms', 'limit.bytes'],
    ...['query.*', 'header.*', 'secret.*', 'key.converter*', 'value.converter*'],
  ],
  needs: () => [],
  lint: lintHttp,
  config: (input) => {
    const { words, topics, extra } = input.declaration;
    const every = text(words.every);
    const timeout = text(words.timeout);
    const limit = text(words.limit);
    const key = input.topics.get(topics[0] ?? '')?.key;
    return {
      'connector.class': 'pipeline.connect.http.HttpSourceConnector',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
      ...(Object.hasOwn(extra, 'exactly.once.support') ? {} : { 'exactly.once.support': 'required' }),
      topic: topics[0] ?? '',
      url: text(words.url) ?? '',
      ...parameters(input, 'query', words.query),
      ...parameters(input, 'header', words.headers),
      targets: JSON.stringify(words.targets ?? [{}]),
      ...(every === undefined ? {} : { 'every.ms': String(parseDuration(every)) }),
      ...(timeout === undefined ? {} : { 'timeout.ms': String(parseDuration(timeout)) }),
      ...(limit === undefined ? {} : { 'limit.bytes': String(parseSize(limit)) }),
      ...(words.unchanged === undefined ? {} : { unchanged: String(words.unchanged) }),
      ...(words.add === undefined ? {} : { add: listOf(words.add).join(',') }),
      ...(words.record === undefined ? {} : { record: JSON.stringify(stringsOf(words.record)) }),
      ...(key === undefined ? {} : { 'key.field': key }),
    };
  },
};

/** What holds a reference to a secret gets a key of type PASSWORD; the rest may show. */
function parameters({ cluster }: KindInput, prefix: string, values: unknown): ConnectorConfig {
  const reference = secretReferenceStart(cluster.secrets);
  return Object.fromEntries(
    entriesOf(values).map(([name, value]) => {
      const held = String(value);
      return [`${held.includes(reference) ? 'secret.' : ''}${prefix}.${name}`, held];
    }),
  );
}
