import { withClients } from '../shared/clients.ts';
import { defineVerb } from '../verb.ts';
import { connectorNamed, showOffsets } from './shared.ts';

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
      const code = showOffsets(context, options, name, offsets);
      if (offsets.length === 0) context.messages.write(`${name} has no offset yet.\n`);
      return code;
    });
  },
});
