import type { Diagnostic } from '../../base/errors.ts';
import { entriesOf, member, text, type Values } from '../../base/values.ts';
import { mistake, type Place } from '../../language/diagnostic.ts';
import { isSecretParameter } from '../../language/secret.ts';
import { secretReferenceStart } from '../../target/secret-reference.ts';
import type { KindInput } from '../kind-input.ts';

export type At = (...path: readonly (string | number)[]) => Place;

const hint = 'write `"${secret:NAME}"` under `query`, `headers` or `auth`, and keep it with `pipeline secret set NAME`';

/** A key belongs into a secret, and a secret travels encrypted. */
export function lintSecrets({ declaration, cluster }: KindInput, at: At): Diagnostic[] {
  const { words } = declaration;
  const url = readUrl(text(words.url) ?? '');
  const reference = secretReferenceStart(cluster.secrets);
  const ofCluster = Object.values(cluster.services).some((address) => text(words.url)?.startsWith(`${address}/`));
  const parameters = ['query', 'headers'].flatMap((word) =>
    entriesOf(words[word]).map(([name, value]) => ({ path: [word, name], held: String(value) })),
  );
  const ofAuth = secretsOfAuth(words);
  const exposed = [...parameters.filter(({ path }) => isSecretParameter(path[1] ?? '')), ...ofAuth].filter(
    ({ held }) => !held.includes(reference),
  );
  const travels = [...parameters, ...ofAuth].some(({ held }) => held.includes(reference));
  const tokens = readUrl(text(member(member(words.auth, 'oauth2'), 'tokenUrl')) ?? '');
  return [
    ...(url === undefined ? [] : lintUrl(url, at)),
    ...exposed.map(({ path }) => written(at('http', ...path), `\`${path.at(-1)}\` is written here for all to read`)),
    ...(url !== undefined && isPlain(url) && !ofCluster && travels ? [plainHttp(url, at('http', 'url'))] : []),
    ...(tokens !== undefined && isPlain(tokens) ? [plainHttp(tokens, at('http', 'auth', 'oauth2', 'tokenUrl'))] : []),
  ];
}

/** Where the secrets of `auth` stand, with what stands there. */
function secretsOfAuth({ auth }: Values): readonly { readonly path: readonly string[]; readonly held: string }[] {
  const all = [
    { path: ['auth', 'basic', 'password'], held: member(member(auth, 'basic'), 'password') },
    { path: ['auth', 'bearer'], held: member(auth, 'bearer') },
    { path: ['auth', 'oauth2', 'clientSecret'], held: member(member(auth, 'oauth2'), 'clientSecret') },
  ];
  return all.flatMap(({ path, held }) => (typeof held === 'string' ? [{ path, held }] : []));
}

function lintUrl(url: URL, at: At): Diagnostic[] {
  const inside = [...url.searchParams.keys()].find((name) => isSecretParameter(name));
  if (url.username !== '' || url.password !== '') return [readable(at('http', 'url'), 'the address holds credentials')];
  return inside === undefined ? [] : [readable(at('http', 'url'), `the address holds a key, \`${inside}\``)];
}

function plainHttp({ hostname }: URL, place: Place): Diagnostic {
  const message = `the secret would travel to ${hostname} unencrypted`;
  return mistake('http-unencrypted', place, message, { hint: 'write https://' });
}

/** Not encrypted, and not to this machine itself. */
const isPlain = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(hostname);

function readUrl(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

const written = (place: Place, message: string): Diagnostic =>
  mistake('http-readable-secret', place, message, { hint });

function readable(place: Place, message: string): Diagnostic {
  return mistake('http-readable-secret', { ...place, part: 'key' }, message, { hint });
}
