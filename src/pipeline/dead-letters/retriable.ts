import { RefusedError } from '../../base/errors.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import type { ChainSink } from '../../verify/sink.ts';
import type { DeskSink } from './list.ts';

/** The chain by which dead letters of `sink` can be retried. @throws RefusedError that says why they cannot be */
export function retriable({ name, chain }: DeskSink, live: LiveConnector | undefined): ChainSink {
  const refuse = (why: string, hint: string): never => {
    throw new RefusedError(`${why}; nothing was requested`, { where: `sink ${name}`, hint });
  };
  if (chain === undefined) {
    return refuse(
      'Only sinks that write files have a commit log in which a retry can be written down. A table of a database is ' +
        'written in the order of its offsets, and an older record must not replace a newer one of its key',
      `\`pipeline offsets reset ${name}\` with the sink stopped has a sink of appended rows read them all again.`,
    );
  }
  if (chain.incomparable !== undefined) {
    return refuse(
      'Transforms change the records of this sink on their way, and a retry has no way through them',
      'Take `transforms` off the sink, or have a source send the records again.',
    );
  }
  if (live?.state === 'RUNNING') return chain;
  return refuse(
    `The sink does the work itself, and is ${live === undefined ? 'not deployed' : live.state.toLowerCase()}`,
    live === undefined ? '`pipeline apply` deploys it.' : `\`pipeline resume ${name}\` starts it.`,
  );
}
