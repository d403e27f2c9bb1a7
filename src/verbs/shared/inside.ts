import type { Context, GlobalOptions } from '../../base/context.ts';
import { Compose } from '../../compose/compose.ts';
import { loadCluster } from '../../target/load.ts';
import type { Action } from '../flags/verb.ts';

/**
 * `action`, carried out in the container of this tool where Docker Compose runs the cluster: engines speak to HDFS and YARN by
 * names and ports that only their network knows, and a recommender answers and keeps its state there alone. `words` are the verb and
 * its own flags, as they are typed.
 */
export const fromInside =
  <Options extends GlobalOptions>(words: (options: Options) => readonly string[], action: Action<Options>) =>
  async (context: Context, args: readonly string[], options: Options): Promise<number> => {
    if (options.cluster === 'embedded') return action(context, args, options);
    const { compose } = await loadCluster(options.cluster, context, options.insecure);
    if (compose === undefined) return action(context, args, options);
    const variables = Object.entries(options.var).flatMap(([name, value]) => ['--var', `${name}=${value}`]);
    const global = ['--cluster', compose.inside, '--insecure', '--output', options.output, ...variables];
    const command = ['node', 'src/cli.ts', ...global, ...words(options), ...args];
    return new Compose(compose.file, context).execute(compose.tool, command);
  };
