import { yarnPlace } from '../../../jobs/yarn-waiting.ts';
import type { ClusterAddresses } from '../../../target/addresses.ts';
import type { DriverEvent } from './events.ts';

/** What Hadoop's clients say when a service is gone, and the same in plain words; `$1` is the first group. */
const plain: readonly (readonly [RegExp, string])[] = [
  [/Call From \S+ to (\S+) failed/, '$1 does not answer'],
  [/Could not obtain block: \S+ file=(\S+)/, 'no DataNode that is up holds a block of $1'],
  [/File (\S+) could only be (?:written|replicated) to 0/, 'no DataNode is up that could take $1'],
];

/** Why a task or a job failed, without the advice that Hadoop adds. */
export function reasonOf(text: string): string {
  for (const [pattern, words] of plain) {
    const found = pattern.exec(text);
    if (found !== null) return words.replace('$1', () => found[1] ?? '');
  }
  return text.replace(/^Error: /, '').replace(/;\s*For more details see:.*$/, '');
}

/**
 * What a person is told of an event; undefined of those that say nothing new. `yarn`: where applications have their
 * pages.
 */
export function sentenceOf(event: DriverEvent, yarn: ClusterAddresses['yarn']): string | undefined {
  switch (event.event) {
    case 'submitted':
      if (event.application === undefined || yarn === undefined) return undefined;
      return `${event.application} is submitted: ${yarn.localWeb ?? yarn.web}/cluster/app/${event.application}`;
    case 'endedFormer':
      return `${event.application} of a former run was left without its driver, and is ended`;
    case 'state':
      return `state ${event.state}`;
    case 'waiting':
      return `state ACCEPTED, and it waits${yarnPlace(event)}`;
    case 'masterRestarted':
      return `its ApplicationMaster was lost; YARN started it again (attempt ${event.attempt})`;
    case 'attemptFailed':
      return `${event.attempt} failed and is tried again: ${reasonOf(event.reason)}`;
    case 'progress':
      return `${Math.round(event.progress * 100)} %`;
    default:
      return undefined;
  }
}
