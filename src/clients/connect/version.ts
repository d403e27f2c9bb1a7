import { RefusedError } from '../../base/errors.ts';

/** Requests that came with a later Connect, and the version that brought each (KIP-875, KIP-980, KIP-1017). */
const since = {
  stop: [3, 5],
  'offsets get': [3, 5],
  'offsets reset': [3, 6],
  'initial state': [3, 7],
} as const;
export type Gated = keyof typeof since;

/** Whether a worker of `version` (such as `4.3.1` or `3.6.0-ccs`) knows the request. */
export function knows(version: string, request: Gated): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const [needMajor, needMinor] = since[request];
  return major > needMajor || (major === needMajor && minor >= needMinor);
}

/** @throws RefusedError when a worker of `version` does not know the request. */
export function demand(version: string, request: Gated): void {
  if (knows(version, request)) return;
  throw new RefusedError(`\`${request}\` needs Kafka Connect ${since[request].join('.')}; this worker is ${version}`);
}
