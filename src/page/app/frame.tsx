import { useSignalEffect } from '@preact/signals';
import { address, nameIn } from './address.ts';
import { Notices } from './notices.tsx';
import { links, places } from './places.tsx';
import { overview } from './server.ts';

/** What stands around every page, and the page that the address names. */
export function Frame() {
  const { pathname } = address.value;
  const found = places.flatMap((place) => {
    const match = place.path.exec(pathname);
    return match === null ? [] : [{ place, names: match.slice(1).map(nameIn) }];
  })[0];
  const title = found?.place.title(...found.names) ?? 'Not found';
  useSignalEffect(() => {
    const bad = overview.value?.items.filter(({ healthy }) => !healthy).length ?? 0;
    document.title = `${bad > 0 ? `(${bad}) ` : ''}${title} · pipeline`;
  });
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header>
        <a class="brand" href="/">
          pipeline
        </a>
        <nav aria-label="Pages">
          {links.map(({ href, text, of }) => (
            <a key={href} href={href} aria-current={of.test(pathname) ? 'page' : undefined}>
              {text}
              {href === '/plan' && <PendingCount />}
            </a>
          ))}
        </nav>
        <ClusterName />
      </header>
      <main id="main" tabIndex={-1}>
        <h1>{title}</h1>
        <Notices />
        {found?.place.show(...found.names) ?? (
          <p>
            There is no page {pathname}. <a href="/">The overview</a> leads to everything.
          </p>
        )}
      </main>
    </>
  );
}

function ClusterName() {
  const said = overview.value;
  if (said === undefined) return null;
  return (
    <p class="cluster">
      cluster <strong>{said.cluster}</strong>
      {said.connect !== undefined && <small>{said.connect}</small>}
    </p>
  );
}

function PendingCount() {
  const pending = overview.value?.pending;
  const sum = pending === undefined ? 0 : pending.add + pending.change + pending.destroy + pending.drift;
  return sum === 0 ? null : <span class="badge">{sum}</span>;
}
