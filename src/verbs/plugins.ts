import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { renderKeys, renderPlugins } from '../ui/plugins.ts';
import { withClients } from './shared/clients.ts';

/** `plugins [CLASS]`: what the workers have, or the keys of one. A class may be given by its simple name. */
export async function plugins(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  return withClients(context, options, async (clients) => {
    const [wanted] = args;
    const found = await clients.connect.plugins(wanted !== undefined);
    const json = options.output === 'json';
    if (wanted === undefined) {
      context.output.write(json ? `${JSON.stringify(found, null, 2)}\n` : renderPlugins(found));
      return ExitCode.fine;
    }
    const classes = found.map((plugin) => plugin.class);
    const name = classes.find((one) => one === wanted) ?? classes.find((one) => one.endsWith(`.${wanted}`));
    if (name === undefined) {
      const near = closest(wanted, [...classes, ...classes.map((one) => one.slice(one.lastIndexOf('.') + 1))]);
      throw new UsageError(`The workers have no plugin ${wanted}`, {
        hint: near === undefined ? '`pipeline plugins` lists them.' : `Did you mean ${near}?`,
      });
    }
    const keys = await clients.connect.pluginKeys(name);
    context.output.write(
      json ? `${JSON.stringify({ class: name, keys }, null, 2)}\n` : renderKeys(name, keys, context.output),
    );
    return ExitCode.fine;
  });
}
