import { Readable } from 'node:stream';
import { UsageError } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import { generatedText, LEAST_BYTES_PER_WORD } from '../../formats/generated-text.ts';
import { showLine } from '../../ui/show.ts';
import { transferProgress } from '../../ui/transfer-progress.ts';
import { flag, integer, positive, size, valued } from '../flag.ts';
import { withClients } from '../shared/clients.ts';
import { placeOf } from '../shared/places.ts';
import { defineVerb } from '../verb.ts';
import { refuseCommitted } from './refuse-committed.ts';

/** `hdfs text PATH`: writes a text with an exact number of different words, for jobs that count them. */
export default defineVerb({
  usage: 'hdfs text <path>',
  summary: 'write a text of made-up words there',
  example: 'pipeline hdfs text /data/textes/mots.txt',
  flags: {
    size: valued('<size>', 'bytes, at least', size, { default: 25_000_000, shown: '25MB' }),
    words: valued('<count>', 'how many different words, exactly', positive, { default: 111_197 }),
    seed: valued('<number>', 'another seed, another text', integer, { default: 42 }),
    overwrite: flag('replace what is there'),
  },
  async run(context, args, options) {
    const { size, words, seed, overwrite } = options;
    if (size < words * LEAST_BYTES_PER_WORD) {
      throw new UsageError(`${size} bytes are no text of ${words} different words`, {
        where: '--size',
        hint: `Such a text has at least ${LEAST_BYTES_PER_WORD} bytes for each.`,
      });
    }
    return withClients(context, options, async (clients, cluster) => {
      const { store, path } = await placeOf({ context, options, clients, cluster }, args[0] ?? '');
      await refuseCommitted({ store, path });
      const progress = transferProgress(`Writing ${path}`, size, context);
      let bytes = 0;
      function* counted() {
        for (const chunk of generatedText(size, words, seed)) {
          bytes += chunk.length;
          progress.bytes(chunk.length);
          yield chunk;
        }
      }
      await store.write(path, Readable.from(counted()), overwrite);
      progress.end();
      const written = { path: `${store.uri}${path}`, bytes, words, seed };
      return showLine(context, options, {
        json: written,
        text: () => `${printable(written.path)}: ${bytes} bytes, ${words} different words\n`,
      });
    });
  },
});
