import type { Clock } from '../../base/context.ts';
import { UnhealthyError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import { type Expectation, type Look, look } from './look.ts';

export interface SettleOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeout: number;
  /** How often in a row everything must be seen well. */
  readonly looks: number;
  readonly onWait: (waiting: readonly string[]) => void;
}

const poll = 500;
/** A task that was just replaced still shows its predecessor's failure for a moment. */
const failuresInARow = 6;
/**
 * Waits until everything is as expected, `looks` times in a row.
 * @throws UnhealthyError with the reason when something fails or waits for too long, or with what it still waits for.
 */
export async function settle(clients: Clients, expected: Expectation, options: SettleOptions): Promise<void> {
  const { clock, signal, timeout, looks: enough, onWait } = options;
  if (Object.keys(expected.connectors).length + Object.keys(expected.jobs).length === 0) return;
  const begun = clock.now();
  const deadline = begun + timeout;
  const failures = new Map<string, number>();
  for (let well = 0; ; ) {
    const looks = await look(clients, expected, { now: clock.now(), waited: clock.now() - begun });
    for (const { name, verdict } of looks) failures.set(name, verdict === 'failed' ? (failures.get(name) ?? 0) + 1 : 0);
    const failed = looks.filter(({ name }) => (failures.get(name) ?? 0) >= failuresInARow);
    if (failed.length > 0) throw failure(failed);
    const waiting = looks.filter(({ verdict }) => verdict !== 'well');
    well = waiting.length === 0 ? well + 1 : 0;
    if (well >= enough) return;
    if (clock.now() > deadline) throw late(waiting, timeout);
    onWait(waiting.map(({ name, found }) => `${name} (${found})`));
    await clock.sleep(poll, signal);
  }
}

function failure(failed: readonly Look[]): UnhealthyError {
  const [first] = failed;
  const more = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`;
  return new UnhealthyError(`${first?.name ?? ''} ${first?.found ?? ''}${more}`, {
    hint: `\`pipeline status ${first?.name ?? ''}\` shows all of it.`,
  });
}

function late(waiting: readonly Look[], timeout: number): UnhealthyError {
  const list = waiting.map(({ name, found }) => `${name} is ${found}`).join(', ');
  return new UnhealthyError(`After ${Math.round(timeout / 1000)} s not everything runs: ${list}`, {
    hint: '`pipeline status` shows how it goes on; --timeout waits longer.',
  });
}
