import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { withParameters } from './address.ts';

interface Confirming {
  /** What is to be confirmed, in one line. */
  readonly title: string;
  /** Of the button that does it. */
  readonly does: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly children: ComponentChildren;
}

/** What will happen, and the one button that makes it happen; the address says that it is looked at. */
export function Confirm({ title, does, busy, onConfirm, children }: Confirming) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section class="notice confirm" aria-labelledby="confirm">
      <h2 id="confirm" tabIndex={-1} ref={place}>
        {title}
      </h2>
      {children}
      <p class="buttons">
        <button type="button" class="does" disabled={busy} onClick={onConfirm}>
          {does}
        </button>{' '}
        <a href={withParameters({ do: '' })}>Leave it as it is</a>
      </p>
    </section>
  );
}
