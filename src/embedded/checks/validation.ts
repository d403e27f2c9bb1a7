import type { Context } from '../../base/context.ts';
import { connect } from '../../clients/connect/connect.ts';
import { ConnectError } from '../../clients/connect/connect-error.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { secretReference } from '../../target/secret-reference.ts';
import { type Check, fine, notice } from './check.ts';

/** Names no secret: nothing is read that way, whatever the worker does with the reference. */
const NOTHING = 'PIPELINE_DOCTOR_ASKS_FOR_NOTHING';

/**
 * Whether Connect's `validate` takes a reference to a secret under a key that it shows: then whoever reaches its REST
 * interface can read every secret of its workers. Asks for a secret that does not exist. @throws PipelineError when
 * Connect does not answer.
 */
export async function validationCheck(cluster: ClusterAddresses, context: Context, insecure: boolean): Promise<Check> {
  const client = connect(cluster.connect, { ...context, insecure });
  const [plugin] = await client.plugins();
  try {
    await client.validate('pipeline-doctor', {
      'connector.class': plugin?.class ?? '',
      'config.action.reload': secretReference(cluster.secrets, NOTHING),
    });
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    const refused = error.status === 400 && error.message.includes('config provider');
    if (refused) return fine('rest', 'Connect refuses to show what its config providers find');
    return notice('rest', `whether Connect shows secrets cannot be told: ${error.message}`, 'See docs/secrets.md.');
  }
  const who = cluster.connect.authentication === undefined ? 'whoever reaches' : 'whoever may use';
  return notice(
    'rest',
    `${who} Connect’s REST interface can read every secret of its workers, by \`validate\``,
    'Set `rest.extension.classes=pipeline.connect.rest.ReferenceGuard` on the workers; docs/secrets.md.',
  );
}
