import { stringsOf, text } from '../../base/values.ts';
import { secretNames } from '../../language/kind-words.ts';
import { kind } from '../kind.ts';
import { lintIceberg } from './lint-iceberg.ts';

/** Any other Connect plugin: its class and its configuration as its own documentation names them. */
export const connector = kind({
  name: 'connector',
  role: 'both',
  description: 'Any Connect plugin by its class, configured with its own keys.',
  words: {
    class: {
      schema: { type: 'string', description: 'Java class of the connector.' },
      required: true,
    },
    config: {
      schema: {
        type: 'object',
        additionalProperties: { type: ['string', 'number', 'boolean'] },
        description: 'Keys of the plugin; secrets only under keys that are passwords by name.',
      },
      raw: true,
      secret: { keys: [], members: secretNames },
      config: stringsOf,
    },
  },
  more: ({ declaration }) => ({ 'connector.class': text(declaration.words.class) ?? '' }),
  needs: () => [],
  lint: lintIceberg,
});
