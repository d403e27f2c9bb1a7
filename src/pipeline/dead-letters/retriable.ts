import { RefusedError } from '../../base/errors.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import type { ChainSink } from '../../verify/sink.ts';
import type { DeskSink } from './list.ts';

/** Why dead letters of a sink cannot be retried, and what can be done instead. */
export interface Unretriable {
  readonly why: string;
  readonly hint: string;
}

/** The chain by which dead letters of `sink` can be retried, or why they cannot be. */
export function retriability({ name, chain }: DeskSink, live: LiveConnector | undefined): ChainSink | Unretriable {
  if (chain === undefined) {
    return {
      why:
        'Only sinks that write files have a commit log in which a retry can be written down. A table of a database ' +
        'is written in the order of its offsets, and an older record must not replace a newer one of its key',
      hint: `\`pipeline offsets reset ${name}\` with the sink stopped has a sink of appended rows read them all again.`,
    };
  }
  if (chain.incomparable !== undefined) {
    return {
      why: 'Transforms change the records of this sink on their way, and a retry has no way through them',
      hint: 'Take `transforms` off the sink, or have a source send the records again.',
    };
  }
  if (live?.state === 'RUNNING') return chain;
  return {
    why: `The sink does the work itself, and is ${live === undefined ? 'not deployed' : live.state.toLowerCase()}`,
    hint: live === undefined ? '`pipeline apply` deploys it.' : `\`pipeline resume ${name}\` starts it.`,
  };
}

/** The chain by which dead letters of `sink` can be retried. @throws RefusedError that says why they cannot be */
export function retriable(sink: DeskSink, live: LiveConnector | undefined): ChainSink {
  const found = retriability(sink, live);
  if (!('why' in found)) return found;
  throw new RefusedError(`${found.why}; nothing was requested`, { where: `sink ${sink.name}`, hint: found.hint });
}
