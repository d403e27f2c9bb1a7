import { environmentSecretNames } from '../../target/environment-secrets.ts';
import { readSecrets } from '../../target/secrets.ts';
import { show } from '../../ui/show.ts';
import { defineVerb } from '../verb.ts';
import { secretsHere } from './shared.ts';

/** `secret list`: the names, never the values. */
export default defineVerb({
  usage: 'secret list',
  summary: 'names of the secrets that are set',
  example: 'pipeline secret list',
  flags: {},
  async run(context, _, options) {
    const { provider, path, localFile } = await secretsHere(context, options);
    const found = provider === 'env' ? environmentSecretNames(localFile, path) : Object.keys(readSecrets(localFile));
    const names = [...found].sort();
    return show(context, options, { json: names, text: () => names.map((name) => `${name}\n`).join('') });
  },
});
