import verify, { type VerifyOptions } from '../../src/verbs/verify.ts';
import type { Proof } from '../../src/verify/proof.ts';
import { testContext } from './harness.ts';

/** What `verify FILES -o json` says, without a process of its own, and its exit code. */
export async function proofOf(directory: string, files: readonly string[], more: Partial<VerifyOptions> = {}) {
  const context = testContext({ directory });
  const plain = {
    cluster: 'embedded',
    output: 'json',
    var: {},
    insecure: false,
    sink: [],
    deep: false,
    full: false,
  } as const;
  const exitCode = await verify.run(context, files, { ...plain, ...more });
  const proof: Proof = JSON.parse(context.output.text);
  return { proof, exitCode };
}
