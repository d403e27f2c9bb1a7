import { Readable } from 'node:stream';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, UsageError } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import { generatedText, LEAST_BYTES_PER_WORD } from '../../formats/generated-text.ts';
import { transferProgress } from '../../ui/transfer-progress.ts';
import { withClients } from '../shared/clients.ts';
import { placeOf } from '../shared/places.ts';
import { refuseCommitted } from './get.ts';

interface TextOptions extends GlobalOptions {
  /** Bytes. */
  readonly size: number;
  readonly words: number;
  readonly seed: number;
  readonly overwrite: boolean;
}

/** `hdfs text PATH`: writes a text with an exact number of different words, for jobs that count them. */
export async function generate(context: Context, args: readonly string[], options: TextOptions): Promise<ExitCode> {
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
    context.output.write(
      options.output === 'json'
        ? `${JSON.stringify(written)}\n`
        : `${printable(written.path)}: ${bytes} bytes, ${words} different words\n`,
    );
    return ExitCode.fine;
  });
}
