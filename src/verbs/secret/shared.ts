import type { Context, GlobalOptions } from '../../base/context.ts';
import { RefusedError } from '../../base/errors.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { secretsOf } from '../../target/load.ts';

type Secrets = ClusterAddresses['secrets'] & { readonly localFile: string };

/** Where the chosen cluster's secrets are kept on this machine. RefusedError when they are kept elsewhere. */
export async function secretsHere(context: Context, options: GlobalOptions): Promise<Secrets> {
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
