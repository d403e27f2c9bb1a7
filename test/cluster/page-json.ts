import { bundleFolder } from '../../src/page/bundle.ts';
import { openPage } from '../../src/page/page.ts';
import { pageSource } from '../../src/verbs/shared/page-source.ts';
import { testContext } from './harness.ts';

/** Opens the page about `files` for as long as `look` asks it; `ask` brings the JSON of a path such as `alerts`. */
export async function withPage<T>(
  files: readonly string[],
  look: (ask: (path: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const context = testContext({}, abort.signal);
  const options = { cluster: 'embedded', output: 'text', var: {}, insecure: false } as const;
  const folder = await bundleFolder(context);
  const page = await openPage(pageSource(context, files, options), {
    access: { host: '127.0.0.1' },
    port: 0,
    readOnly: true,
    folder,
  });
  try {
    return await look(async (path) => (await fetch(new URL(`/api/${path}`, page.url))).json());
  } finally {
    abort.abort();
    await page.close();
  }
}
