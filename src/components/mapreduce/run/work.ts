import { RefusedError } from '../../../base/errors.ts';
import { validator } from '../../../language/validator.ts';

/** What a job computes, as its runner gets it. */
export interface MapReduceWork {
  readonly compute: 'count' | 'sum' | 'words';
  /** The field whose values name the groups; absent for words. */
  readonly by?: string;
  readonly sum?: string;
  /** Only records whose `field` has this value take part. */
  readonly only?: { readonly field: string; readonly value: string };
  /** Files and directories of text in HDFS. */
  readonly paths: readonly string[];
  readonly reducers: number;
  /** Bytes that one mapper reads, about. */
  readonly split: number;
}

const text = { type: 'string' };
const check = validator<MapReduceWork>({
  type: 'object',
  required: ['compute', 'paths', 'reducers', 'split'],
  properties: {
    compute: { enum: ['count', 'sum', 'words'] },
    by: text,
    sum: text,
    only: { type: 'object', required: ['field', 'value'], properties: { field: text, value: text } },
    paths: { type: 'array', items: text },
    reducers: { type: 'integer', minimum: 1 },
    split: { type: 'integer', minimum: 1 },
  },
});

/**
 * `work` of a job of MapReduce: what its kind put into the spec. Throws RefusedError when this version cannot read it.
 */
export function mapReduceWork(name: string, work: unknown): MapReduceWork {
  if (check()(work)) return work;
  throw new RefusedError('This version cannot run the job as it is declared', { where: `job ${name}` });
}
