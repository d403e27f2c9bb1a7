import { addAbortSignal } from 'node:stream';
import type { Context } from '../../base/context.ts';
import { ExitCode, UsageError } from '../../base/errors.ts';
import { writeEnvironmentSecret } from '../../target/environment-secrets.ts';
import { writeSecrets } from '../../target/secrets.ts';
import { defineVerb } from '../verb.ts';
import { secretsHere } from './shared.ts';

const nameForm = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const longest = 64 * 1024;

async function readValue(context: Context): Promise<string> {
  if (context.input.isTTY === true) context.messages.write('Type the secret, then Enter and Ctrl-D:\n');
  addAbortSignal(context.signal, context.input);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of context.input) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > longest) throw new UsageError('This is longer than any secret: more than 64 KiB');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/** `secret set NAME`: reads the value from standard input and keeps it where the workers, and only they, read it. */
export default defineVerb({
  usage: 'secret set <name>',
  summary: 'read a secret from standard input',
  example: 'pipeline secret set OPENWEATHERMAP_KEY < key.txt',
  flags: {},
  async run(context, args, options) {
    const name = args[0] ?? '';
    if (!nameForm.test(name)) {
      throw new UsageError('This is no name for a secret', {
        where: name,
        hint: 'Letters, digits, `_`, `-` and `.`, such as OPENWEATHERMAP_KEY; the value comes from standard input.',
      });
    }
    const { provider, path, localFile } = await secretsHere(context, options);
    const value = await readValue(context);
    if (value === '') throw new UsageError('Standard input is empty: there is no secret to keep', { where: name });
    if (provider === 'env') writeEnvironmentSecret(localFile, path, name, value);
    else writeSecrets(localFile, { [name]: value });
    context.messages.write(`${name} is set. Write \${secret:${name}} where it belongs.\n`);
    if (provider === 'env') {
      context.messages.write(`The workers have it after \`pipeline --cluster ${options.cluster} up\`.\n`);
    }
    return ExitCode.fine;
  },
});
