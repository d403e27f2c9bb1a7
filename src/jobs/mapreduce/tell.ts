import type { ClusterAddresses } from '../../cluster/addresses.ts';
import { yarnPlace } from '../yarn.ts';
import type { DriverEvent } from './events.ts';

/** Why a task failed, without the advice that Hadoop adds; who does not answer is named in plain words. */
export function reasonOfTask(text: string): string {
  const [, silent] = /Call From \S+ to (\S+) failed/.exec(text) ?? [];
  if (silent !== undefined) return `${silent} does not answer`;
  return text.replace(/^Error: /, '').replace(/;\s*For more details see:.*$/, '');
}

/** What a person is told of an event; undefined of those that say nothing new. `yarn`: where applications have their pages. */
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
      return `${event.attempt} failed and is tried again: ${reasonOfTask(event.reason)}`;
    case 'progress':
      return `${Math.round(event.progress * 100)} %`;
    default:
      return undefined;
  }
}
