import { ServiceError } from '../../base/errors.ts';
import { together } from '../../base/together.ts';
import { RawKafka } from '../../clients/kafka/fetch.ts';
import { TopicWriter } from '../../clients/kafka/writer.ts';
import type { Held } from '../group/held.ts';
import { Instances } from '../group/instances.ts';
import { InstanceServer } from '../http/server.ts';
import type { Leader } from '../ingest/leader.ts';
import { followPartitions } from '../publish/publishing.ts';
import { logTopic, shardsOf } from '../spec.ts';
import { Housekeeping } from './housekeeping.ts';
import type { InstanceOptions, InstanceTopics } from './instance-options.ts';
import { instanceRoutes } from './routes.ts';
import { type Connections, compose, type Stages } from './stages.ts';

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
  const connect = () => new RawKafka(options.config);
  const connections: Connections = { asking: connect(), events: connect(), lists: connect(), sources: connect() };
  const closing: { close(): Promise<void> }[] = Object.values(connections);
  try {
    await Promise.all(Object.values(connections).map((each) => each.connect()));
    const topics = await lookUp(connections.asking, options);
    const writer = await TopicWriter.open(options.kafka, options.spec.to, topics.to.partitions);
    closing.push(writer);
    const stages = compose(options, topics, connections, writer);
    const server = await InstanceServer.open(options.listen, instanceRoutes(options.name, stages));
    closing.push(server);
    await work(options, stages, enter(options, topics, connections, stages, server.address));
  } finally {
    await Promise.all(closing.map((each) => each.close()));
  }
}

/** The instance's place in the group, and what it does now and then. */
function enter(
  options: InstanceOptions,
  topics: InstanceTopics,
  { asking }: Connections,
  stages: Stages,
  address: string,
) {
  const { name, spec, config, clock, id } = options;
  const { held, division } = stages;
  const identity = { id, address, since: clock.now() };
  const { partitions } = topics.to;
  const instances = new Instances(config, {
    name,
    spec,
    shards: shardsOf(spec),
    identity,
    clock,
    partitions,
    held,
    division,
  });
  return {
    instances,
    housekeeping: new Housekeeping(options, topics, { kafka: asking, ...stages, instances }),
    asking,
  };
}

async function work(
  { name, signal: wish, clock, log }: InstanceOptions,
  { learned, division, leader, learning, own, publishing, held }: Stages,
  { instances, housekeeping, asking }: ReturnType<typeof enter>,
): Promise<void> {
  const drained = new AbortController();
  let wrote = Promise.resolve();
  const leadInTurn = async (signal: AbortSignal) => {
    const until = AbortSignal.any([signal, wish]);
    while (!until.aborted) {
      // Before its state was taken, and with it found to be the log's, it writes nothing.
      if (held.leads && learned.learner !== undefined) wrote = lead(held, leader, until, log);
      await wrote;
      await clock.sleep(PATIENCE, until).catch(() => {});
    }
  };
  const drain = async (signal: AbortSignal) => {
    while (!signal.aborted && !wish.aborted) await clock.sleep(60_000, AbortSignal.any([signal, wish])).catch(() => {});
    if (signal.aborted) return;
    const end = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_DRAIN)]);
    await wrote.catch(() => {});
    await learned.reaches((await asking.bounds(logTopic(name), 0)).end, end);
    while (!end.aborted && division.isTaken && learned.isCurrent && publishing.waiting > 0) {
      await clock.sleep(20, end).catch(() => {});
    }
    await housekeeping.keep();
    log(`stopped; state of ${learned.progress.events} events written`);
    drained.abort();
  };
  await together(drained.signal, (start) =>
    Promise.all([
      start((signal) => instances.run(signal)),
      start((signal) => learning.run(signal)),
      start((signal) => publishing.run(signal)),
      start((signal) => followPartitions(own, division, clock, signal)),
      start((signal) => housekeeping.run(signal)),
      start(leadInTurn),
      start(drain),
    ]),
  );
}

/** Leads while the group says so. */
async function lead(held: Held, leader: Leader, signal: AbortSignal, log: (line: string) => void): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const watch = setInterval(() => {
    if (!held.leads) over.abort();
  }, PATIENCE);
  log('writes the log');
  try {
    await leader.run(until);
  } finally {
    clearInterval(watch);
  }
  if (!signal.aborted) log('no longer writes the log');
}
