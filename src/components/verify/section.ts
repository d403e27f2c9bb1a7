import { RefusedError } from '../../base/errors.ts';
import { durationSchema, durationText, parseDuration } from '../../base/units.ts';
import { text } from '../../base/values.ts';
import { mistake } from '../../language/diagnostic.ts';
import { validator } from '../../language/validator.ts';
import { stateTopic } from '../../streams/names.ts';
import { VERIFY } from '../../verify/names.ts';
import type { HostedSection } from '../hosted-kind.ts';

/** `spec` of a job of kind `verify`. */
export interface VerifySpec {
  readonly pipeline: string;
  /** Milliseconds between the beginnings of two rounds. */
  readonly every: number;
  readonly deep: boolean;
}

/** Proofs more often than this would keep a cluster busy with itself. */
const LEAST = 10_000;

/** `verify:` of a pipeline file: one job that proves all its sinks. */
export const section: HostedSection = {
  name: VERIFY,
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['every'],
    description: 'How often everything that the pipeline stores is proven, as `pipeline verify` does it.',
    properties: {
      every: { ...durationSchema, description: 'A proof is begun so often.' },
      deep: { type: 'boolean', default: false, description: 'Compare every row.' },
      state: { enum: ['running', 'stopped'], default: 'running', description: 'Stopped proves nothing.' },
    },
  },
  read: ({ state }, job) => ({
    from: [],
    writes: [stateTopic(job)],
    state: text(state) === 'stopped' ? 'stopped' : 'running',
  }),
  lint: ({ words, map, pointer }) => {
    if (everyOf(words.every) >= LEAST) return [];
    const message = 'a proof so often would keep the cluster busy with itself';
    return [mistake('too-often', { map, pointer: [...pointer, 'every'] }, message, { hint: 'write `10s`, the least' })];
  },
  spec: ({ pipeline, words }) => ({ pipeline, every: everyOf(words.every), deep: words.deep === true }),
  declared({ name, spec }) {
    const { every, deep } = verifySpec(name, spec);
    return { words: { every: durationText(every), ...(deep && { deep }) } };
  },
};

const everyOf = (written: unknown): number => parseDuration(text(written) ?? '0s');

const check = validator<VerifySpec>({
  type: 'object',
  required: ['pipeline', 'every', 'deep'],
  properties: {
    pipeline: { type: 'string', minLength: 1 },
    every: { type: 'number', minimum: 1 },
    deep: { type: 'boolean' },
  },
});

/** The spec of a job as it came out of `_pipeline.jobs`. Throws RefusedError when this version cannot run it. */
export function verifySpec(job: string, spec: unknown): VerifySpec {
  if (check()(spec)) return spec;
  throw new RefusedError('This version cannot run the job as it is declared', {
    where: job,
    hint: 'Apply its pipeline again with the version that runs it.',
  });
}
