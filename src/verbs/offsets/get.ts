import { renderOffsets } from '../../ui/offsets.ts';
import { show } from '../../ui/show.ts';
import { withClients } from '../shared/clients.ts';
import { defineVerb } from '../verb.ts';
import { connectorNamed } from './connector-named.ts';

/** `offsets get NAME`: the position of a sink in its topics, or of a source in what it reads. */
export default defineVerb({
  usage: 'offsets get <name>',
  summary: 'print its offsets',
  example: 'pipeline offsets get streaming.lake',
  flags: {},
  completes: { name: { from: ['connectors'] } },
  async run(context, args, options) {
    return withClients(context, options, async (clients) => {
      const { name } = await connectorNamed(args[0] ?? '', clients);
      const offsets = await clients.connect.offsets(name);
      const code = show(context, options, { json: { connector: name, offsets }, text: () => renderOffsets(offsets) });
      if (offsets.length === 0) context.messages.write(`${name} has no offset yet.\n`);
      return code;
    });
  },
});
