import type { AcceptancePage } from '../../wire/acceptance.ts';
import { Prose, Wide } from '../parts.tsx';

type Check = AcceptancePage['report']['checks'][number];

const tones = { passed: 'good', failed: 'bad', unproven: 'warn' } as const;
export const words = { passed: 'passed', failed: 'failed', unproven: 'not proven' } as const;

/** The checks of one group as a table. */
export function Checks({ name, checks }: { name: string; checks: readonly Check[] }) {
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <Wide label={`Checks: ${name}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Outcome</th>
              <th scope="col" class="number">
                Found
              </th>
              <th scope="col" class="number">
                Expected
              </th>
              <th scope="col">How</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => (
              <tr key={check.name}>
                <th scope="row">
                  {check.name}
                  {check.problem !== undefined && (
                    <small class="bad-text">
                      <Prose text={`${check.problem ?? ''} ${check.hint ?? ''}`} />
                    </small>
                  )}
                </th>
                <td>
                  <span class={`state ${tones[check.outcome]}`}>{words[check.outcome]}</span>
                </td>
                <td class="number">{check.found}</td>
                <td class="number">{check.expected}</td>
                <td>{check.how}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
