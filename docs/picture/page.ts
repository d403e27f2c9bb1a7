import { chromium } from 'playwright-core';
import { browserPath } from '../../test/run/browser.ts';

/** Writes what a page at `url` shows, once `text` is there, as `file`. */
export async function pagePicture(url: string, text: RegExp, file: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: browserPath(process.env), args: ['--no-sandbox'] });
  try {
    const tab = await browser.newPage({ viewport: { width: 1120, height: 560 }, locale: 'en-GB' });
    await tab.goto(url);
    await tab.getByText(text).first().waitFor();
    await tab.locator('.graph .node').first().waitFor();
    await tab.screenshot({ path: file });
  } finally {
    await browser.close();
  }
}
