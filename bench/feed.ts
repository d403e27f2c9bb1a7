import { setTimeout as wait } from 'node:timers/promises';
import { type Catalogue, eventsOf, openProducer } from './catalogue.ts';
import type { RecommenderRun } from './recommender-run.ts';

const STEP = 10;

/** Sends so many events a second evenly, each with the moment of its sending as its time. */
export async function feed(
  { bootstrapServers, source }: Pick<RecommenderRun, 'bootstrapServers' | 'source'>,
  catalogue: Catalogue,
  rate: number,
  seconds: number,
): Promise<void> {
  const producer = await openProducer(bootstrapServers);
  const event = eventsOf(catalogue, 7);
  const begin = Date.now();
  for (let sent = 0; sent < rate * seconds; ) {
    const due = Math.min(rate * seconds, Math.floor(((Date.now() - begin) / 1_000) * rate));
    if (due > sent) {
      const messages = Array.from({ length: due - sent }, () => event(Date.now()));
      await producer.send({ topic: source, messages, acks: -1 });
      sent = due;
    }
    await wait(STEP);
  }
  await producer.disconnect();
}
