import { RefusedError } from '../base/errors.ts';
import { validator } from '../language/validator.ts';

/** Who is told of which alerts and conditions, and where. */
export interface Channel {
  readonly name: string;
  readonly rules: readonly { readonly name: string; readonly to: string }[];
  /** Conditions of health that it is told of, such as `failed` and `lag > 100000`; absent: none. */
  readonly on?: readonly string[];
  /** An address, or a reference to the secret that is one. */
  readonly webhook: string;
  /** So many posts in so many milliseconds at most. */
  readonly atMost: { readonly posts: number; readonly within: number };
}

/** `spec` of a job of kind `notify`. */
export interface NotifySpec {
  readonly pipeline: string;
  /** By name. */
  readonly channels: readonly Channel[];
}

const name = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 1 };
const check = validator<NotifySpec>({
  type: 'object',
  required: ['pipeline', 'channels'],
  properties: {
    pipeline: name,
    channels: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'rules', 'webhook', 'atMost'],
        properties: {
          name,
          webhook: name,
          rules: {
            type: 'array',
            items: { type: 'object', required: ['name', 'to'], properties: { name, to: name } },
          },
          on: { type: 'array', items: name },
          atMost: { type: 'object', required: ['posts', 'within'], properties: { posts: count, within: count } },
        },
      },
    },
  },
});

/** The spec of a job as it came out of `_pipeline.jobs`. Throws RefusedError when this version cannot run it. */
export function notifySpec(job: string, spec: unknown): NotifySpec {
  if (check()(spec)) return spec;
  throw new RefusedError('This version cannot run the job as it is declared', {
    where: job,
    hint: 'Apply its pipeline again with the version that runs it.',
  });
}

/** Topics of alerts that a channel reads. */
export const topicsOf = ({ rules }: Pick<Channel, 'rules'>): readonly string[] => [
  ...new Set(rules.map(({ to }) => to)),
];
