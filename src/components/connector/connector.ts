import { member, stringsOf, text } from '../../base/values.ts';
import { secretNames } from '../../language/kind-words.ts';
import type { Kind } from '../kind.ts';
import { lintIceberg } from './lint-iceberg.ts';

/** Any other Connect plugin: its class and its configuration as its own documentation names them. */
export const connector: Kind = {
  name: 'connector',
  role: 'both',
  description: 'Any Connect plugin by its class, configured with its own keys.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['class'],
    properties: {
      class: { type: 'string', description: 'Java class of the connector.' },
      config: {
        type: 'object',
        additionalProperties: { type: ['string', 'number', 'boolean'] },
        description: 'Keys of the plugin; secrets only under keys that are passwords by name.',
      },
    },
  },
  secretKeys: [],
  secretWords: secretNames.map((name) => `config.${name}`),
  ownedKeys: [],
  needs: () => [],
  lint: lintIceberg,
  config: ({ declaration }) => ({
    ...stringsOf(member(declaration.words, 'config')),
    'connector.class': text(declaration.words.class) ?? '',
  }),
  proof: 'none',
};
