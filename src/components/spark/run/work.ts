import { RefusedError } from '../../../base/errors.ts';
import { validator } from '../../../language/validator.ts';

/** `work` of a job of Spark: what its kind put into the spec. */
export interface SparkWork {
  readonly sql?: string;
  readonly als?: AlsWords;
  readonly history?: { readonly by: string; readonly time: string; readonly span: number; readonly of: string };
  /** Absent: what the cluster's `services: { spark: … }` says. */
  readonly master?: 'local' | 'yarn';
  /** Milliseconds between triggers. */
  readonly every: number;
  readonly resources: { readonly cores: number; readonly memory: number; readonly executors: number };
}

export interface AlsWords {
  readonly user: string;
  readonly item: string;
  readonly time?: string;
  readonly by?: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly rating?: string;
  readonly top?: number;
  readonly excludeKnown?: boolean;
  readonly rank?: number;
  readonly iterations?: number;
  readonly regularization?: number;
  readonly alpha?: number;
}

const number = { type: 'number', exclusiveMinimum: 0 };
const check = validator<SparkWork>({
  type: 'object',
  required: ['every', 'resources'],
  properties: {
    sql: { type: 'string' },
    als: { type: 'object', required: ['user', 'item', 'weights'] },
    history: { type: 'object', required: ['by', 'time', 'span', 'of'] },
    master: { enum: ['local', 'yarn'] },
    every: number,
    resources: {
      type: 'object',
      required: ['cores', 'memory', 'executors'],
      properties: { cores: number, memory: number, executors: number },
    },
  },
});

/** Throws RefusedError when this version cannot read it. */
export function sparkWork(name: string, work: unknown): SparkWork {
  if (check()(work)) return work;
  throw new RefusedError('This version cannot run the job as it is declared', {
    where: name,
    hint: 'Apply its pipeline again with the version that runs it.',
  });
}
