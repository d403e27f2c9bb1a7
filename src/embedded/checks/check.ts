import { PipelineError } from '../../base/errors.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';

/** What `pipeline doctor` found out about one thing; `hint` says what to do unless it is fine. */
export interface Check {
  readonly name: string;
  readonly state: 'fine' | 'notice' | 'wrong';
  readonly message: string;
  readonly hint?: string;
}

export const fine = (name: string, message: string): Check => ({ name, state: 'fine', message });

/** Worth knowing, and no reason to stop. */
export const notice = (name: string, message: string, hint: string): Check => ({
  name,
  state: 'notice',
  message,
  hint,
});

export const wrong = (name: string, message: string, hint: string): Check => ({ name, state: 'wrong', message, hint });

/** How long a service may take to answer. Milliseconds. */
export const patience = 5_000;

/** What went wrong; `fetch` keeps that in the cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof PipelineError) return error.message;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Where to look when a service does not answer. */
export const lookAt = ({ name }: ClusterAddresses, service: string): string =>
  name === 'embedded'
    ? `\`pipeline ps\` and \`pipeline logs ${service}\` tell more.`
    : `Is the cluster up, and its address right in config/clusters/${name}.yaml?`;
