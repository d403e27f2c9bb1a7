import type { Diagnostic } from '../base/errors.ts';
import { derivedTopics } from './derived-topics.ts';
import { meant, mistake, type Place } from './diagnostic.ts';
import type { ConnectorDeclaration, JobDeclaration, Pipeline } from './model.ts';

/** The place of input `index` of a job. */
export function inputPlace({ map, pointer, from }: JobDeclaration, index: number): Place {
  return { map, pointer: from.length > 1 ? [...pointer, 'from', index] : [...pointer, 'from'] };
}

/** The sink that an input `PIPELINE/sinks.NAME` names. */
export function sinkOf(pipelines: readonly Pipeline[], input: string): ConnectorDeclaration | undefined {
  return pipelines.flatMap(({ sinks }) => sinks).find(({ pipeline, name }) => `${pipeline}/sinks.${name}` === input);
}

/** What jobs read and write: inputs that exist, one output, one writer of each topic. */
export function checkJobs(pipelines: readonly Pipeline[]): Diagnostic[] {
  const jobs = pipelines.flatMap((pipeline) => pipeline.jobs);
  const runnable = jobs.filter(({ misrun }) => !misrun);
  return [
    ...runnable.flatMap((job) => [...checkInputs(job, pipelines), ...checkOutput(job)]),
    ...checkWriters(pipelines),
  ];
}

function checkInputs(job: JobDeclaration, pipelines: readonly Pipeline[]): Diagnostic[] {
  return job.from.flatMap((input, index) => {
    const place = inputPlace(job, index);
    if ('topic' in input) {
      if (input.topic !== job.to) return [];
      return [mistake('job-loop', place, 'it writes the topic that it reads', { hint: 'write to another topic' })];
    }
    if (job.run === 'streaming') {
      const message = 'a streaming job reads topics, not stored files';
      return [mistake('job-input', place, message, { hint: 'read the topic, or write `run: manual`' })];
    }
    if ('path' in input || sinkOf(pipelines, input.sink) !== undefined || isUnread(input.sink, pipelines)) return [];
    const known = pipelines.flatMap(({ name, sinks }) => sinks.map((sink) => `${name}/sinks.${sink.name}`));
    const hint = meant(input.sink, known, 'sink');
    return [mistake('unknown-sink', place, `no file given declares the sink \`${input.sink}\``, { hint })];
  });
}

/** Whether the sink `PIPELINE/sinks.NAME` is declared, with mistakes. */
function isUnread(sink: string, pipelines: readonly Pipeline[]): boolean {
  return pipelines.some(({ name, unread }) => [...unread].some((one) => one === 'sinks' || sink === `${name}/${one}`));
}

function checkOutput({ map, pointer, to, files, run }: JobDeclaration): Diagnostic[] {
  const place = { map, pointer, part: 'key' as const };
  if (to !== undefined && files !== undefined) {
    const message = 'it writes a topic and files at once';
    return [mistake('job-output', place, message, { hint: 'write the topic, and let a sink store it' })];
  }
  if (to !== undefined || files !== undefined || run === 'manual') return [];
  const hint = 'add `to: TOPIC`, or `hdfs: { path: …, format: parquet }`';
  return [mistake('job-output', place, 'a streaming job must write somewhere', { hint })];
}

/** A job knows what it has written by the end of its topic, so nothing else may write there. */
function checkWriters(pipelines: readonly Pipeline[]): Diagnostic[] {
  const writers = new Map<string, Place>();
  for (const { name, map, pointer } of derivedTopics(pipelines)) writers.set(name, { map, pointer });
  for (const { map, pointer, topics } of pipelines.flatMap(({ sources }) => sources)) {
    for (const topic of topics) writers.set(topic, { map, pointer: [...pointer, 'to'] });
  }
  return pipelines
    .flatMap(({ jobs }) => jobs)
    .flatMap(({ map, pointer, to }) => {
      if (to === undefined) return [];
      const place = { map, pointer: [...pointer, 'to'] };
      const other = writers.get(to);
      writers.set(to, place);
      if (other === undefined) return [];
      const related = { place: other, message: 'the other one' };
      const hint = 'give it a topic of its own';
      return [mistake('two-writers', place, `\`${to}\` already has a writer`, { hint, related })];
    });
}
