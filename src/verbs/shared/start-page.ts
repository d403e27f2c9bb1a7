import type { Context, GlobalOptions } from '../../base/context.ts';
import { PipelineError, RefusedError } from '../../base/errors.ts';
import { bundleFolder } from '../../page/bundle.ts';
import { openPage, type Page } from '../../page/page.ts';
import { pageSource } from './page-source.ts';

const PORT = 8_080;
const access = { host: '127.0.0.1' };

/**
 * Opens the page beside what a verb does, at its usual port or a free one, and says where it is. A page that cannot be
 * opened is in nobody's way: undefined then, and why on the messages.
 */
export async function startPage(
  context: Context,
  files: readonly string[],
  options: GlobalOptions,
): Promise<Page | undefined> {
  try {
    const source = pageSource(context, files, options);
    const how = { access, readOnly: false, folder: await bundleFolder(context) };
    if (context.signal.aborted) return undefined;
    const usual = context.environment.PIPELINE_ANY_PORTS === '1' ? 0 : PORT;
    const page = await openPage(source, { ...how, port: usual }).catch((error: unknown) => {
      if (error instanceof RefusedError) return openPage(source, { ...how, port: 0 });
      throw error;
    });
    context.messages.write(`Everything in a browser: ${page.url}\n`);
    return page;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    context.messages.write(`warning: the page is not served: ${error.message}\n`);
    return undefined;
  }
}
