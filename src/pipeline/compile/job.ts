import { digest } from '../../base/canonical.ts';
import type { EngineInput, JobSink } from '../../components/engine.ts';
import { engines } from '../../components/engines.ts';
import { kinds } from '../../components/kinds.ts';
import type { DesiredJob } from '../../jobs/desired-job.ts';
import type { JobSpec, SinkInput, TopicInput } from '../../jobs/spec.ts';
import { sinkOf } from '../../language/check-jobs.ts';
import type {
  ConnectorDeclaration,
  JobDeclaration,
  JobInput,
  Pipeline,
  TopicDeclaration,
} from '../../language/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';

type Topics = ReadonlyMap<string, TopicDeclaration>;

/** The engine's view of a declaration. */
export function engineInput(
  declaration: JobDeclaration,
  pipelines: readonly Pipeline[],
  topics: Topics,
  cluster: ClusterAddresses,
): EngineInput {
  const { from } = declaration;
  const sinks = from.flatMap((input) => {
    const sink = 'sink' in input ? sinkOf(pipelines, input.sink) : undefined;
    return sink === undefined ? [] : [withFiles(sink)];
  });
  return {
    declaration,
    topics: new Map(topicsOf(declaration).map((topic) => [topic, topics.get(topic)])),
    sinks,
    stored: sinks.flatMap((sink) => [
      ...sink.topics.flatMap((topic) => topics.get(topic)?.event ?? []),
      ...(sink.pattern?.event === undefined ? [] : [sink.pattern.event]),
    ]),
    cluster,
  };
}

function withFiles(sink: ConnectorDeclaration): JobSink {
  const stored = kinds.named(sink.kind).stored?.(sink);
  return stored === undefined ? sink : { ...sink, stored };
}

const topicsOf = ({ from, to }: JobDeclaration): readonly string[] => [
  ...from.flatMap((input) => ('topic' in input ? [input.topic] : [])),
  ...(to === undefined ? [] : [to]),
];

/** A job with its inputs, output and the engine's part, as one specification. */
export function compileJob(
  declaration: JobDeclaration,
  pipelines: readonly Pipeline[],
  topics: Topics,
  cluster: ClusterAddresses,
): DesiredJob {
  const { pipeline, pointer, map, name, engine: kind, state, run, from, to, files } = declaration;
  const key = to === undefined ? undefined : topics.get(to)?.key;
  const spec = {
    from: from.flatMap((input) => inputOf(input, pipelines, topics)),
    ...(to === undefined ? {} : { to: { topic: to, ...(key === undefined ? {} : { key }) } }),
    ...(files === undefined ? {} : { files }),
    work: engines.named(kind).work(engineInput(declaration, pipelines, topics, cluster)),
  } satisfies JobSpec;
  return {
    pipeline,
    pointer,
    map,
    name: `${pipeline}.${name}`,
    kind,
    run,
    state,
    spec,
    digest: digest({ kind, spec }),
    topics: topicsOf(declaration),
    declaration,
  };
}

function inputOf(input: JobInput, pipelines: readonly Pipeline[], topics: Topics): (TopicInput | SinkInput)[] {
  if ('topic' in input) {
    const event = topics.get(input.topic)?.event;
    return [{ topic: input.topic, ...(event === undefined ? {} : { event }) }];
  }
  if ('path' in input) return [];
  const sink = sinkOf(pipelines, input.sink);
  return sink === undefined ? [] : [sinkInput(sink, topics)];
}

function sinkInput(sink: ConnectorDeclaration, topics: Topics): SinkInput {
  const events = sink.topics.flatMap((topic) => {
    const event = topics.get(topic)?.event;
    return event === undefined ? [] : [[topic, event] as const];
  });
  const { format = '', dropped = [] } = kinds.named(sink.kind).stored?.(sink) ?? {};
  return {
    sink: `${sink.pipeline}.${sink.name}`,
    format,
    ...(dropped.length === 0 ? {} : { dropped }),
    events: Object.fromEntries(events),
    ...(sink.pattern?.event && { event: sink.pattern.event }),
  };
}
