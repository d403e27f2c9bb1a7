import { ExitCode } from '../base/errors.ts';
import { untilAborted } from '../base/until.ts';
import { bundleFolder } from '../page/bundle.ts';
import { openPage } from '../page/page.ts';
import { flag, integer, option, valued } from './flag.ts';
import { openBrowser } from './shared/open-browser.ts';
import { pageAccess } from './shared/page-access.ts';
import { pageSource } from './shared/page-source.ts';
import { defineVerb } from './verb.ts';

/** `page [FILES]`: serves the web page until Ctrl-C. */
export default defineVerb({
  usage: 'page [files...]',
  summary: 'show everything in a browser: what runs, what is proven, what is wrong',
  example: 'pipeline page --open',
  flags: {
    port: valued('<port>', 'where it listens on this machine; 0 takes a free one', integer, {
      default: 8080,
      shown: '8080',
    }),
    listen: option('<host>', 'the host it listens at; another than loopback needs a password', {
      default: '127.0.0.1',
      shown: '127.0.0.1',
    }),
    passwordFile: option('<file>', 'where the password is (default: PIPELINE_PAGE_PASSWORD)', {
      completes: { from: ['files'] },
    }),
    proxyHeader: option('<name>', 'the header in which a reverse proxy brings the password'),
    publicUrl: option('<url>', 'the address that a reverse proxy serves it under'),
    open: flag('open it in the browser'),
    readOnly: flag('refuse every write'),
    report: option('<folder>', 'show the acceptance report of this folder (default: the last one that was made)', {
      completes: { from: ['files'] },
    }),
  },
  completes: { files: { from: ['yaml'] } },
  async run(context, files, options) {
    const access = pageAccess(context, options);
    const folder = await bundleFolder(context);
    const page = await openPage(pageSource(context, files, options), { ...options, access, folder });
    try {
      context.output.write(`${page.url}\n`);
      context.messages.write('The page is served until Ctrl-C.\n');
      if (options.open) void openBrowser(page.url, context);
      await untilAborted(context);
      return ExitCode.fine;
    } finally {
      await page.close();
    }
  },
});
