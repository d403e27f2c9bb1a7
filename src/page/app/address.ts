import { signal } from '@preact/signals';

/** Where the page is: what it shows follows from this alone, so that every address can be sent to somebody. */
export const address = signal(new URL('http://page/'));

/** Goes to `href`, which becomes a step that Back returns from; `replace`: no step, as for each letter of a filter. */
export function go(href: string, replace = false): void {
  const url = new URL(href, address.value);
  if (replace) history.replaceState(null, '', url);
  else {
    history.pushState(null, '', url);
    scrollTo(0, 0);
  }
  address.value = url;
}

/** The present address with parameters set, or removed where they are empty. */
export function withParameters(changes: Readonly<Record<string, string>>): string {
  const url = new URL(address.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.pathname + url.search;
}

export const parameter = (name: string): string => address.value.searchParams.get(name) ?? '';

/** A name out of an address; as it stands there where it is not encoded as one. */
export function nameIn(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Takes the window's address. Links of the page are followed here, without loading it again. */
export function followLinks(): void {
  const take = () => {
    address.value = new URL(location.href);
  };
  take();
  addEventListener('popstate', take);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return;
    if (link.hash !== '' && link.pathname === location.pathname) return;
    event.preventDefault();
    go(link.href);
  });
}
