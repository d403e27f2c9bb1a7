import { addAbortSignal } from 'node:stream';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, RefusedError, UsageError } from '../../base/errors.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { environmentSecretNames, writeEnvironmentSecret } from '../../target/environment-secrets.ts';
import { secretsOf } from '../../target/load.ts';
import { readSecrets, writeSecrets } from '../../target/secrets.ts';

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

type Secrets = ClusterAddresses['secrets'] & { readonly localFile: string };

async function secretsHere(context: Context, options: GlobalOptions): Promise<Secrets> {
  const secrets = await secretsOf(options.cluster, context);
  const { localFile } = secrets;
  if (localFile !== undefined) return { ...secrets, localFile };
  throw new RefusedError(`The secrets of cluster ${options.cluster} are not kept in a file of this machine`, {
    hint:
      secrets.provider === 'env'
        ? `Its workers read them from their environment, as ${secrets.path}NAME.`
        : 'Set them where its workers run, or give `secrets.localFile` in its file.',
  });
}

/** `secret set NAME`: reads the value from standard input and keeps it where the workers, and only they, read it. */
export async function set(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
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
}

/** `secret list`: the names, never the values. */
export async function list(context: Context, _: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const { provider, path, localFile } = await secretsHere(context, options);
  const found = provider === 'env' ? environmentSecretNames(localFile, path) : Object.keys(readSecrets(localFile));
  const names = [...found].sort();
  const text = names.map((name) => `${name}\n`).join('');
  context.output.write(options.output === 'json' ? `${JSON.stringify(names, null, 2)}\n` : text);
  return ExitCode.fine;
}
