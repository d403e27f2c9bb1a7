import { parseDuration } from '../../base/units.ts';
import { member, text } from '../../base/values.ts';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { contracts, exactlyOnce, ownedExactlyOnce } from '../exactly-once.ts';
import { type Kind, kind } from '../kind.ts';
import type { KindInput } from '../kind-input.ts';
import { lintTransforms } from '../transforms-lint.ts';
import type { Word, Words } from '../words.ts';
import { coordinateChanges } from './coordinate-changes.ts';
import { fieldsOfBy, type WrittenField } from './directories.ts';
import { lintFiles } from './files-lint.ts';
import { lintFilesystem } from './filesystem-lint.ts';
import { misfits } from './misfits.ts';
import { proof } from './proof.ts';
import { remains } from './remains.ts';
import { filesystemWords } from './words.ts';

const DEFAULT_ROLL = '60s';

/** What tells the three stores of the one filesystem sink apart. */
interface Store {
  readonly name: string;
  readonly description: string;
  /** Its value is the path within the store; what it becomes is the store's address with it. */
  readonly path: Word['schema'];
  readonly words?: Words;
  readonly needs: readonly string[];
  /** Connect keys that `config` decides beside the path. */
  readonly owns?: readonly string[];
  /** The store's address with the declared path, and what else its client must know. */
  config(input: KindInput): ConnectorConfig;
}

const own = ({ field, name }: WrittenField): readonly string[] => (field === name ? [field] : []);

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
    fixed: exactlyOnce,
    owns: ['s3.*', ...ownedExactlyOnce, ...(store.owns ?? [])],
    more: (input) => ({ ...store.config(input), ...contracts(input) }),
    needs: () => store.needs,
    lint: (input) => [...lintFilesystem(input), ...lintFiles(input), ...lintTransforms(input)],
    stored: ({ words }) => ({
      store: store.name,
      place: `${store.name}:${text(words.bucket) ?? ''}:${(text(words.path) ?? '').replace(/^\/+|\/+$/g, '')}`,
      format: text(words.format) ?? '',
      dropped: words.partitionColumns === 'drop' ? fieldsOfBy(words.by).flatMap(own) : [],
      ...(words.envelope === true && { envelope: true }),
    }),
    directories: ({ words }) => ({
      fields: fieldsOfBy(words.by).map(({ field }) => field),
      every: parseDuration(text(member(words.roll, 'every')) ?? DEFAULT_ROLL),
    }),
    changes: coordinateChanges,
    proof,
    remains,
    misfits,
  });
}
