import { RefusedError } from '../base/errors.ts';
import type { EventContract } from '../language/model.ts';
import { validator } from '../language/validator.ts';

/** A topic that a job reads. */
export interface TopicInput {
  readonly topic: string;
  readonly event?: EventContract;
}

/** A sink whose committed files a job reads. */
export interface SinkInput {
  /** `<pipeline>.<name>`. */
  readonly sink: string;
  /** Name of the format of its files. */
  readonly format: string;
  /** Fields that its files may leave out, because directories are named after them. */
  readonly dropped?: readonly string[];
  /** By topic, as far as they are declared. */
  readonly events: Readonly<Record<string, EventContract>>;
  /** Of a sink that reads topics by a pattern: of all of them. */
  readonly event?: EventContract;
}

/** The events of the topics of which a sink has files, by topic. */
export function storedEvents(
  { events, event }: SinkInput,
  files: readonly { readonly topic: string }[],
): Readonly<Record<string, EventContract>> {
  if (event === undefined) return events;
  return Object.fromEntries(files.map(({ topic }) => [topic, event]));
}

/** `spec` of a job of `jobs:`, as it travels through `_pipeline.jobs`. */
export interface JobSpec {
  readonly from: readonly (TopicInput | SinkInput)[];
  /** `key`: the field that keys the topic. */
  readonly to?: { readonly topic: string; readonly key?: string };
  readonly files?: { readonly store: 'hdfs' | 'file'; readonly path: string; readonly format: string };
  /** The engine's own (`Engine.work`). */
  readonly work: Readonly<Record<string, unknown>>;
}

/** A job as an engine gets it, out of a declaration or out of `_pipeline.jobs`. */
export interface RunnableJob {
  /** `<pipeline>.<name>`. */
  readonly name: string;
  readonly kind: string;
  readonly run: 'streaming' | 'manual';
  readonly digest: string;
  readonly spec: JobSpec;
}

const text = { type: 'string', minLength: 1 };
const check = validator<JobSpec>({
  type: 'object',
  required: ['from', 'work'],
  properties: {
    from: {
      type: 'array',
      items: {
        oneOf: [
          { type: 'object', required: ['topic'], properties: { topic: text, event: { type: 'object' } } },
          {
            type: 'object',
            required: ['sink', 'format', 'events'],
            properties: {
              sink: text,
              format: text,
              dropped: { type: 'array', items: text },
              events: { type: 'object' },
              event: { type: 'object' },
            },
          },
        ],
      },
    },
    to: { type: 'object', required: ['topic'], properties: { topic: text, key: text } },
    files: {
      type: 'object',
      required: ['store', 'path', 'format'],
      properties: { store: { enum: ['hdfs', 'file'] }, path: text, format: text },
    },
    work: { type: 'object' },
  },
});

/** The spec of a job as it came out of `_pipeline.jobs`. Throws RefusedError when this version cannot run it. */
export function jobSpec(name: string, spec: unknown): JobSpec {
  if (check()(spec)) return spec;
  throw new RefusedError('This version cannot run the job as it is declared', {
    where: name,
    hint: 'Apply its pipeline again with the version that runs it.',
  });
}
