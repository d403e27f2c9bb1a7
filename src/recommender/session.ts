import { ServiceError } from '../base/errors.ts';
import { RawKafka } from '../clients/kafka/fetch.ts';
import { TopicWriter } from '../clients/kafka/writer.ts';
import { Instances } from './group/instances.ts';
import { Housekeeping } from './housekeeping.ts';
import { InstanceServer } from './http/server.ts';
import { RecommenderInstance } from './instance.ts';
import type { InstanceOptions, InstanceTopics } from './instance-options.ts';
import { Leading } from './log/leading.ts';
import { instanceRoutes } from './routes.ts';
import { logTopic, shardsOf } from './spec.ts';
import { together } from './together.ts';

/** The wish to end is followed this long: then what is unfinished is left to who comes next. */
const LONGEST_DRAIN = 15_000;
const PATIENCE = 250;

async function lookUp(kafka: RawKafka, { name, spec }: InstanceOptions): Promise<InstanceTopics> {
  const topic = logTopic(name);
  const [{ start }, ids, partitions] = await Promise.all([
    kafka.bounds(topic, 0),
    kafka.topicIds([topic, spec.to]),
    kafka.partitions(spec.to),
  ]);
  if (partitions === undefined) throw new ServiceError('The topic does not exist', { where: spec.to });
  return {
    log: { topic, id: ids.get(topic) ?? '', start },
    to: { id: ids.get(spec.to) ?? '', partitions: partitions.length },
  };
}

/** One life of an instance: connects, serves, takes part in the group, and works until it is told to end or fails. */
export async function runSession(options: InstanceOptions): Promise<void> {
  const { name, spec, config, kafka, clock, id } = options;
  const [asking, events, lists, sources] = [1, 2, 3, 4].map(() => new RawKafka(config));
  if (!asking || !events || !lists || !sources) throw new RangeError('four were made');
  const connections = [asking, events, lists, sources];
  const closing: { close(): Promise<void> }[] = [...connections];
  try {
    await Promise.all(connections.map((each) => each.connect()));
    const topics = await lookUp(asking, options);
    const writer = await TopicWriter.open(kafka, spec.to, topics.to.partitions);
    closing.push(writer);
    const instance = new RecommenderInstance(options, topics, { asking, events, lists, writer }, () => leading.lag);
    const leading = new Leading({
      name,
      spec,
      kafka,
      sources,
      clock,
      caughtUp: (signal) => instance.learnedAll(signal),
      progress: () => instance.progress,
    });
    const server = await InstanceServer.open(options.listen, instanceRoutes(name, instance, leading));
    closing.push(server);
    const instances = new Instances(config, {
      name,
      spec,
      shards: shardsOf(spec),
      identity: { id, address: server.address, since: clock.now() },
      clock,
      partitions: async () => topics.to.partitions,
      has: () => instance.has,
      divided: (shares) => instance.divided(shares),
    });
    const housekeeping = new Housekeeping(options, topics, asking, { instance, leading, instances });
    await work(options, instance, leading, instances, housekeeping);
  } finally {
    await Promise.all(closing.map((each) => each.close()));
  }
}

async function work(
  { signal: wish, clock, log }: InstanceOptions,
  instance: RecommenderInstance,
  leading: Leading,
  instances: Instances,
  housekeeping: Housekeeping,
): Promise<void> {
  const drained = new AbortController();
  let wrote = Promise.resolve();
  await together(drained.signal, [
    (signal) => instances.run(signal),
    (signal) => instance.learn(signal, () => housekeeping.keep()),
    (signal) => instance.serve(signal),
    (signal) => instance.follow(signal),
    (signal) => housekeeping.run(signal),
    async (signal) => {
      const until = AbortSignal.any([signal, wish]);
      while (!until.aborted) {
        // Before its state was taken, and with it found to be the log's, it writes nothing.
        if (instance.has.leads && instance.learner !== undefined) wrote = lead(instance, leading, until, log);
        await wrote;
        await clock.sleep(PATIENCE, until).catch(() => {});
      }
    },
    async (signal) => {
      while (!signal.aborted && !wish.aborted)
        await clock.sleep(60_000, AbortSignal.any([signal, wish])).catch(() => {});
      if (signal.aborted) return;
      const end = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_DRAIN)]);
      await wrote.catch(() => {});
      await instance.learnedAll(end);
      while (!end.aborted && instance.caughtUp && instance.waiting > 0) await clock.sleep(20, end).catch(() => {});
      await housekeeping.keep();
      log(`stopped; state of ${instance.progress.events} events written`);
      drained.abort();
    },
  ]);
}

/** Leads while the group says so. */
async function lead(
  instance: RecommenderInstance,
  leading: Leading,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const watch = setInterval(() => {
    if (!instance.has.leads) over.abort();
  }, PATIENCE);
  log('writes the log');
  try {
    await leading.run(until);
  } finally {
    clearInterval(watch);
  }
  if (!signal.aborted) log('no longer writes the log');
}
