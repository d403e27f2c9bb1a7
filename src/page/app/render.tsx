import { renderToString } from 'preact-render-to-string';
import type { Overview } from '../wire/overview.ts';
import { address } from './address.ts';
import { Frame } from './frame.tsx';
import { overview } from './server.ts';

/**
 * What the page shows at first at an address, as HTML; the server sends it with the document, so that it is painted
 * before a script has run. `said`: what is known then.
 */
export function render(url: URL, said: Overview | undefined): string {
  address.value = url;
  overview.value = said;
  return renderToString(<Frame />);
}
