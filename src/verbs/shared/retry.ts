import type { Wanted } from '../../pipeline/dead-letters/list.ts';
import { retriable } from '../../pipeline/dead-letters/retriable.ts';
import { type RetryOutcome, type RetrySite, retryDeadLetters } from '../../pipeline/dead-letters/retry.ts';
import { deskSink, type SinkSource } from './sinks.ts';

/** Has the sink called `name` try dead letters again. @throws RefusedError of one that cannot, before it is asked */
export async function retryNamed(
  name: string,
  wanted: Wanted,
  source: SinkSource,
  how: Pick<RetrySite, 'patience' | 'tell'>,
): Promise<RetryOutcome & { readonly sink: string }> {
  const { clients, context } = source;
  const sink = await deskSink(source, name);
  const chain = retriable(sink, await clients.connect.connector(sink.name));
  const { clock, signal } = context;
  const site = { connect: clients.connect, kafka: await clients.records(), clock, signal, ...how };
  return { sink: sink.name, ...(await retryDeadLetters(chain, wanted, site)) };
}
