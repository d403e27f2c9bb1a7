import type { Context, GlobalOptions } from '../../base/context.ts';
import { Compose } from '../../compose/compose.ts';
import { loadCluster } from '../../target/load.ts';

/**
 * Carries a verb out in the container of this tool where Docker Compose runs the cluster, and elsewhere by `here`.
 * `words` are the verb, its own flags and arguments, as they are typed. Returns the exit code.
 */
export async function insideOrHere(
  words: readonly string[],
  context: Context,
  options: GlobalOptions,
  here: () => Promise<number>,
): Promise<number> {
  if (options.cluster === 'embedded') return here();
  const { compose } = await loadCluster(options.cluster, context, options.insecure);
  if (compose === undefined) return here();
  const variables = Object.entries(options.var).flatMap(([name, value]) => ['--var', `${name}=${value}`]);
  const global = ['--cluster', compose.inside, '--insecure', '--output', options.output, ...variables];
  const command = ['node', 'src/cli.ts', ...global, ...words];
  return new Compose(compose.file, context).execute(compose.tool, command);
}
