import { type Driver as AnyDriver, type Failure, runDriver as runAny } from '../../../jobs/driver.ts';
import { managerHint } from '../../../jobs/yarn-waiting.ts';
import { parseEvent, type SparkEvent } from './events.ts';

const GRACE = 10_000;

export type Driver = Omit<AnyDriver, 'engine' | 'grace'>;

/**
 * Runs a driver of Spark to its end and hands on its events.
 * @throws UnhealthyError with the reason when it fails, InterruptedError when its signal ended it.
 */
export async function runDriver(driver: Driver, onEvent: (event: SparkEvent) => void): Promise<void> {
  let failure: Failure | undefined;
  const onLine = (line: string) => {
    const event = parseEvent(line);
    if (event?.event === 'failed') failure = { reason: event.reason };
    else if (event?.event === 'managerAway') failure = { reason: event.reason, hint: managerHint };
    else if (event !== undefined) onEvent(event);
  };
  await runAny({ ...driver, engine: 'Spark', grace: GRACE }, onLine, () => failure);
}
