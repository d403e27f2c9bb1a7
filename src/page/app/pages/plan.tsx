import { Apply } from '../apply.tsx';
import { Prose, Shown } from '../parts.tsx';
import { useAnswer } from '../server.ts';
import { plural } from '../text.ts';

interface KeyChange {
  readonly key: string;
  readonly from?: string;
  readonly to?: string;
  readonly loses?: string;
}

/** `pipeline plan -o json` (docs/plan.md), as far as it is shown. */
export interface PlanJson {
  readonly summary: { readonly add: number; readonly change: number; readonly destroy: number };
  readonly drift: readonly { readonly name: string; readonly why: string; readonly keys: readonly KeyChange[] }[];
  readonly patterns: readonly {
    readonly connector: string;
    readonly pattern: string;
    readonly topics: readonly string[];
  }[];
  readonly changes: readonly {
    readonly kind: string;
    readonly role?: string;
    readonly action: 'create' | 'update' | 'delete';
    readonly name: string;
    readonly keys: readonly KeyChange[];
  }[];
  readonly refusals: readonly {
    readonly message: string;
    readonly hint?: string;
    readonly at: { readonly file: string; readonly line: number };
  }[];
  readonly missingServices: readonly string[];
}

const signs = { create: '+', update: '~', delete: '-' } as const;
const why: Readonly<Record<string, string>> = {
  'changed-by-hand': 'was changed by hand since the last apply',
  'not-ours': 'exists and was not made by pipeline: apply takes it over',
  copied: 'carries the mark of another connector: somebody copied it, and it is left alone',
  'no-longer-declared': 'is ours and no longer declared: --prune removes it',
};

/** What `pipeline apply` would change; it can be applied as it is shown. */
export function Plan() {
  const answered = useAnswer<{ readonly plan: PlanJson; readonly seal: string }>('/api/plan');
  return (
    <Shown of={answered}>
      {({ plan, seal }) => (
        <>
          <Found plan={plan} />
          <Apply seal={seal} plan={plan} />
        </>
      )}
    </Shown>
  );
}

function Found({ plan: { summary, drift, patterns, changes, refusals, missingServices } }: { plan: PlanJson }) {
  return (
    <>
      <p>
        <strong>
          {summary.add} to add, {summary.change} to change, {summary.destroy} to destroy.
        </strong>{' '}
        {changes.length > 0 ? (
          <>
            <code>pipeline apply</code> makes it so.
          </>
        ) : (
          'The cluster is as the files declare it.'
        )}
      </p>
      {missingServices.length > 0 && (
        <div class="notice bad">apply would refuse: the cluster has no {missingServices.join(', ')}.</div>
      )}
      {refusals.map(({ message, hint, at }) => (
        <div class="notice bad" key={message}>
          <strong>
            {at.file}:{at.line}:
          </strong>{' '}
          {message}
          {hint !== undefined && (
            <p>
              <Prose text={hint} />
            </p>
          )}
        </div>
      ))}
      {drift.length > 0 && <h2>{plural(drift.length, 'thing is', 'things are')} not as the last apply left them</h2>}
      {drift.map((one) => (
        <article key={one.name}>
          <h3>{one.name}</h3>
          <p class="warn-line">{why[one.why] ?? one.why}</p>
          <Keys keys={one.keys} />
        </article>
      ))}
      {patterns.map(({ connector, pattern, topics }) => (
        <p key={connector}>
          {connector} reads by the pattern <code>{pattern}</code>, now:{' '}
          {topics.length === 0 ? 'no topic matches it yet.' : `${topics.join(', ')}.`}
        </p>
      ))}
      {changes.length > 0 && <h2>Changes</h2>}
      {changes.map(({ action, kind, role, name, keys }) => (
        <article key={`${kind} ${name}`}>
          <h3>
            <span class={`sign ${action}`}>{signs[action]}</span> {role ?? kind} {name}
          </h3>
          {action === 'create' ? (
            <details>
              <summary>{plural(keys.length, 'key')}</summary>
              <Keys keys={keys} />
            </details>
          ) : (
            <Keys keys={keys} />
          )}
        </article>
      ))}
    </>
  );
}

function Keys({ keys }: { keys: readonly KeyChange[] }) {
  return (
    <ul class="keys">
      {keys.map(({ key, from, to, loses }) => (
        <li key={key}>
          <code>{key}</code>: {from !== undefined && <del>{from}</del>} {to !== undefined && <ins>{to}</ins>}
          {loses !== undefined && <strong class="bad-text"> {loses}</strong>}
        </li>
      ))}
    </ul>
  );
}
