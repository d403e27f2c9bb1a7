import { canonicalJson } from '../../base/canonical.ts';
import { isRecord, text } from '../../base/values.ts';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { type Kind, kind } from '../kind.ts';
import type { KindInput } from '../kind-input.ts';
import type { Word, Words } from '../words.ts';
import { lintFiles } from './files-lint.ts';
import { lintFilesystem } from './filesystem-lint.ts';
import { proof } from './proof.ts';
import { remains } from './remains.ts';
import { filesystemWords } from './words.ts';

/** What tells the three stores of the one filesystem sink apart. */
interface Store {
  readonly name: string;
  readonly description: string;
  /** Its value is the path within the store; what it becomes is the store's address with it. */
  readonly path: Word['schema'];
  readonly words?: Words;
  readonly needs: readonly string[];
  /** The store's address with the declared path, and what else its client must know. */
  config(input: KindInput): ConnectorConfig;
}

/**
 * Reading in large pieces, which arrive while others are at work; the witness tells the sink what Connect does not
 * (docs/sink.md).
 */
const consumer: ConnectorConfig = {
  'consumer.override.isolation.level': 'read_committed',
  'consumer.override.interceptor.classes': 'pipeline.connect.filesystem.ConsumerWitness',
  'consumer.override.max.poll.records': '10000',
  'consumer.override.max.partition.fetch.bytes': '4194304',
  'consumer.override.receive.buffer.bytes': '-1',
  'consumer.override.session.timeout.ms': '10000',
};

const bytes = 'org.apache.kafka.connect.converters.ByteArrayConverter';

/** The filesystem sink on one kind of store. */
export function filesystemKind(store: Store): Kind {
  return kind({
    name: store.name,
    role: 'sink',
    description: store.description,
    get words() {
      return {
        path: { schema: { type: 'string', ...store.path }, required: true as const, owns: ['path'] },
        ...store.words,
        ...filesystemWords(),
      };
    },
    className: 'pipeline.connect.filesystem.FilesystemSinkConnector',
    fixed: { 'key.converter': bytes, 'value.converter': bytes, ...consumer },
    owns: ['event.*', 's3.*', 'key.converter*', 'value.converter*', 'consumer.override.client.id'],
    more: (input) => ({ ...store.config(input), ...contracts(input) }),
    needs: () => store.needs,
    lint: (input) => [...lintFilesystem(input), ...lintFiles(input)],
    stored: ({ words }) => ({
      store: store.name,
      place: `${store.name}:${text(words.bucket) ?? ''}:${(text(words.path) ?? '').replace(/^\/+|\/+$/g, '')}`,
      format: text(words.format) ?? '',
    }),
    proof,
    remains,
  });
}

/** Every topic's contract under `event.<topic>`. */
function contracts({ topics }: KindInput): ConnectorConfig {
  const declared = [...topics].flatMap(([name, topic]) =>
    isRecord(topic?.event) ? [[`event.${name}`, canonicalJson(topic.event)] as const] : [],
  );
  return Object.fromEntries(declared);
}
