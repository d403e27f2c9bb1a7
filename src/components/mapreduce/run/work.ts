import { RefusedError } from '../../../base/errors.ts';
import { validator } from '../../../language/validator.ts';
import type { MapReduceWork } from '../mapreduce.ts';

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

/** `work` of a job of MapReduce: what its kind put into the spec. Throws RefusedError when this version cannot read it. */
export function mapReduceWork(name: string, work: unknown): MapReduceWork {
  if (check()(work)) return work;
  throw new RefusedError('This version cannot run the job as it is declared', { where: `job ${name}` });
}
