import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { TopicWriter } from '../../clients/kafka/writer.ts';
import { CurrentDivision } from '../group/current-division.ts';
import { Held } from '../group/held.ts';
import { Holders } from '../group/holders.ts';
import { Queries } from '../http/queries.ts';
import { Leader } from '../ingest/leader.ts';
import { Learned } from '../model/learned.ts';
import { Backlog } from '../publish/backlog.ts';
import { KnownLists } from '../publish/known-lists.ts';
import { OrphanedLists } from '../publish/orphaned-lists.ts';
import { OwnPartitions } from '../publish/own-partitions.ts';
import { Publishing } from '../publish/publishing.ts';
import { modelDigest, servingDigest } from '../spec.ts';
import { Snapshots } from '../state/snapshots.ts';
import type { InstanceOptions, InstanceTopics } from './instance-options.ts';
import { Learning } from './learning.ts';
/** Connections to Kafka; fetches that wait for something have one of their own. */
export interface Connections {
  readonly asking: RawKafka;
  readonly events: RawKafka;
  readonly lists: RawKafka;
  readonly sources: RawKafka;
}

/** The stages of an instance, each made of those before it and of the state that they share. */
export type Stages = ReturnType<typeof compose>;

/** The composition root: state is made first and handed down; no stage knows a later one. */
export function compose(
  options: InstanceOptions,
  topics: InstanceTopics,
  connections: Connections,
  writer: TopicWriter,
) {
  const { name, spec, decoderOf, kafka, folder, clock, id, log: say } = options;
  const { asking, events, lists, sources } = connections;
  const { log } = topics;
  const { partitions } = topics.to;
  const digest = modelDigest(spec);

  const learned = new Learned(clock);
  const division = new CurrentDivision(id, clock);
  const snapshots = new Snapshots({ learned, folder, id, digest, log: log.id, clock });
  const leader = new Leader({ name, spec, kafka, sources, decoderOf, clock, learned });
  const learning = new Learning(options, topics, { learned, division, snapshots, asking, events });
  const holders = new Holders(division, { model: digest, log: log.id }, clock, say);

  const listOptions = { topic: spec.to, partitions, log, digest: servingDigest(spec), instance: id };
  const known = new KnownLists(listOptions);
  const own = new OwnPartitions(lists, spec.to, known);
  const publishing = new Publishing({
    ...listOptions,
    spec,
    clock,
    writer,
    known,
    own,
    holders,
    learned,
    division,
    backlog: new Backlog(learned, leader),
    orphaned: new OrphanedLists({ kafka: asking, topics: spec.from, known, now: () => clock.now() }),
  });
  const queries = new Queries({ spec, clock, topic: log.topic, log: log.id, holders, learned });
  const held = new Held(division, learned, own);
  return { learned, division, snapshots, leader, learning, known, own, publishing, queries, held };
}
