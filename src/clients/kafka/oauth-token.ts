import { Agent } from 'node:https';
import axios from 'axios';
import { ServiceError, UnreachableError } from '../../base/errors.ts';
import { readPem } from '../../base/read-pem.ts';
import { isRecord } from '../../base/values.ts';
import type { KafkaOAuth } from '../../target/addresses.ts';

const patience = 10_000;
const hint = 'Look at kafka.sasl in config/clusters.';

/**
 * A token by client credentials (RFC 6749, 4.4), asked anew for each connection: that is when a broker wants one, and
 * again when it ends the session. ServiceError when the endpoint refuses, UnreachableError when it does not answer; the
 * secret and the token appear in no message.
 */
export async function oauthToken(sasl: KafkaOAuth): Promise<string> {
  const { tokenEndpoint: where, clientId, clientSecret, scope, authority } = sasl;
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) });
  const answer = await axios
    .post<unknown>(where, form, {
      auth: { username: clientId, password: clientSecret },
      timeout: patience,
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
      ...(authority !== undefined && { httpsAgent: new Agent({ ca: readPem(authority, 'kafka.sasl') }) }),
    })
    .catch((error: unknown) => {
      const said = error instanceof Error ? error.message : String(error);
      throw new UnreachableError(`The token endpoint does not answer: ${said}`, { where, hint });
    });
  const { status, data } = answer;
  if (isRecord(data) && status === 200 && typeof data.access_token === 'string') return data.access_token;
  const reason = isRecord(data) && typeof data.error === 'string' ? data.error : 'no token in its answer';
  throw new ServiceError(`The token endpoint gave no token: ${status}, ${reason}`, { where, hint });
}
