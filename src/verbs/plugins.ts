import { UsageError } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { renderKeys, renderPlugins } from '../ui/plugins.ts';
import { show } from '../ui/show.ts';
import { withClients } from './shared/clients.ts';
import { defineVerb } from './verb.ts';

/** `plugins [CLASS]`: what the workers have, or the keys of one. A class may be given by its simple name. */
export default defineVerb({
  usage: 'plugins [class]',
  summary: 'list connector plugins, or describe one',
  example: 'pipeline plugins',
  flags: {},
  async run(context, args, options) {
    return withClients(context, options, async (clients) => {
      const [wanted] = args;
      const found = await clients.connect.plugins(wanted !== undefined);
      if (wanted === undefined) {
        return show(context, options, { json: found, text: () => renderPlugins(found) });
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
      return show(context, options, {
        json: { class: name, keys },
        text: () => renderKeys(name, keys, context.output),
      });
    });
  },
});
