import type { DesiredJob } from '../../jobs/desired-job.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import { shown } from '../../language/secret.ts';
import type { JobChange, KeyChange } from './plan.ts';

const print = (key: string, value: unknown) =>
  shown(key, typeof value === 'string' ? value : JSON.stringify(value), []);

function specChanges(from: JobRecord['spec'], to: JobRecord['spec']): KeyChange[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .sort()
    .filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]))
    .map((key) => ({
      key,
      ...(from[key] === undefined ? {} : { from: print(key, from[key]) }),
      ...(to[key] === undefined ? {} : { to: print(key, to[key]) }),
    }));
}

/** Compares a declared job with its record in `_pipeline.jobs`: by digest and state. */
export function compareJob(desired: DesiredJob, live: JobRecord | undefined): JobChange | undefined {
  const { name, pipeline, kind, state, digest, spec } = desired;
  const record: JobRecord = { version: 1, name, pipeline, kind, state, digest, spec };
  if (live === undefined) {
    const stopped = state === 'running' ? [] : [{ key: 'state', to: state }];
    return { kind: 'job', action: 'create', name, pipeline, keys: [...specChanges({}, spec), ...stopped], record };
  }
  if (live.digest === digest && live.state === state) return undefined;
  const keys = specChanges(live.spec, spec);
  if (live.state !== state) keys.push({ key: 'state', from: live.state, to: state });
  return { kind: 'job', action: 'update', name, pipeline, keys, record };
}
