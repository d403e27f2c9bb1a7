import type { ComponentChildren } from 'preact';
import type { Item } from '../wire/overview.ts';
import type { Problem } from '../wire/problem.ts';
import { type Answered, overview } from './server.ts';
import { withLocalTimes } from './text.ts';

type Tone = 'good' | 'bad' | 'warn' | 'quiet';

const quiet = ['stopped', 'paused', 'not known', 'finished'];

export function toneOf({ condition, healthy }: Pick<Item, 'condition' | 'healthy'>): Tone {
  if (!healthy) return 'bad';
  if (condition === 'running') return 'good';
  return quiet.includes(condition) ? 'quiet' : 'warn';
}

/** A condition as a word with its colour. */
export function State({ of }: { of: Pick<Item, 'condition' | 'healthy'> }) {
  return <span class={`state ${toneOf(of)}`}>{of.condition}</span>;
}

/** What an address answered, or why it did not. */
export function Shown<T>({ of, children }: { of: Answered<T>; children: (value: T) => ComponentChildren }) {
  if (of.state === 'asking') return <p class="quiet">Asking the cluster … {withLocalTimes(of.late ?? '')}</p>;
  if (of.state === 'there') return <>{children(of.value)}</>;
  return isTold(of.problem) ? <p>Nothing can be shown until that is mended.</p> : <Refused problem={of.problem} />;
}

/** Whether it stands above every page already. */
const isTold = ({ message }: Problem['error']): boolean =>
  overview.value?.troubles.some((trouble) => trouble.message.endsWith(message)) === true;

/** Words in which what is to be typed stands between backticks. */
export function Prose({ text }: { text: string }) {
  const parts = text.split('`').map((part, at) => ({ part, at, typed: at % 2 === 1 }));
  return <>{parts.map(({ part, at, typed }) => (typed ? <code key={at}>{part}</code> : part))}</>;
}

/** What went wrong, and how to mend it. */
export function Refused({ problem: { where, message, hint } }: { problem: Problem['error'] }) {
  return (
    <div class="notice bad" role="alert">
      {where !== undefined && <strong>{where}: </strong>}
      <span class="lines">
        <Prose text={message} />
      </span>
      {hint !== undefined && (
        <p>
          <Prose text={hint} />
        </p>
      )}
    </div>
  );
}

export const hrefOf = ({ role, name }: Pick<Item, 'role' | 'name'>): string =>
  `/${role === 'job' ? 'jobs' : 'connectors'}/${encodeURIComponent(name)}`;

export const storedHref = (name: string): string => `/stored/${encodeURIComponent(name)}`;

export const topicHref = (name: string): string => `/topics/${encodeURIComponent(name)}`;

/** A wide thing that scrolls by itself, so that the page does not. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll it
    <section class="wide" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

/** A whole trace, which scrolls by itself. */
export function Trace({ text, of }: { text: string; of: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll it
    <section class="trace" aria-label={`Trace of ${of}`} tabIndex={0}>
      <pre>{text.trimEnd()}</pre>
    </section>
  );
}

/** What there is to say of something that is not well, or waits. */
export function Words({
  of: { words, healthy },
}: {
  of: { readonly words: readonly string[]; readonly healthy: boolean };
}) {
  return (
    <>
      {words.map((said) => (
        <p key={said} class={healthy ? 'warn-line' : 'bad-line'}>
          {withLocalTimes(said)}
        </p>
      ))}
    </>
  );
}
